import type { Part } from '../part.ts';
import type { KillSignal } from './server.ts';
import type { PostgresSettings } from './settings.ts';

export interface PostgresOptions {
  /** Folder that keeps the data between runs; undefined: data for this run only. */
  readonly dataDir: string | undefined;
  /** Port on loopback; undefined: a free one. */
  readonly port: number | undefined;
  readonly settings: PostgresSettings;
  /** Gets lines for people. */
  readonly say: (line: string) => void;
  /** Called with one line when the server ends although nobody asked it to. */
  readonly onCrash: (line: string) => void;
}

/**
 * A real PostgreSQL. {@link Part.url} is a superuser's on the database `postgres`; for `IXN_DATABASE_URL` it is that.
 * One that was started here is stopped by a watchdog when this process dies without stopping it.
 */
export interface Postgres extends Part {
  readonly source: 'url' | 'npm' | 'docker';
  /** Process id of the server, where it is a child of this process and up. */
  readonly pid: number | undefined;
  /**
   * Ends the server without a shutdown: SIGQUIT is its immediate mode, SIGKILL takes all its processes at once.
   * Throws for one that was only found: it is not ours to kill.
   */
  kill(signal: KillSignal): Promise<void>;
  /** Stops the server if it runs, and starts it again at the same address. Throws for one that was only found. */
  restart(): Promise<void>;
}
