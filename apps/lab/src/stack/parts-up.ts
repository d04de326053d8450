import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres, forgetPostgres, type LocalPorts, type Postgres, requireFreePort, takeLock } from '@ixn/parts';

/** After a crash of PostgreSQL. */
const RESTART_PAUSE_MS = 500;

/** Ports that the stack itself opens; PostgreSQL sees to its own. */
const OWN_PORTS = ['server', 'serverHealth', 'configuration', 'smtp', 'mediaHttp', 'pages'] as const;

/** Throws with the port and who has it when one of the stack's ports is taken. */
export async function requirePorts(ports: LocalPorts): Promise<void> {
  for (const name of OWN_PORTS) await requireFreePort(ports[name], name);
}

/** The database of the stack, kept in the data folder from run to run. */
export async function postgresUp(
  dataDir: string,
  ports: LocalPorts,
  fresh: boolean,
  say: (line: string) => void,
): Promise<Postgres> {
  const folder = join(dataDir, 'postgres');
  if (fresh) await forgetPostgres(folder);
  const onCrash = (line: string): void => {
    say(`${line}. It starts again`);
    setTimeout(() => {
      postgres.restart().catch((error: unknown) => {
        say(`PostgreSQL does not start again: ${error instanceof Error ? error.message : String(error)}`);
      });
    }, RESTART_PAUSE_MS);
  };
  const postgres = await findPostgres({ purpose: 'npm start', dataDir: folder, port: ports.postgres, onCrash });
  return postgres;
}

/**
 * Takes the data folder for this process, before anything in it is touched. Throws when another stack uses it.
 * Returns what gives it back.
 */
export function takeDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeLock(join(dataDir, 'stack.lock'));
  if ('heldBy' in lock) {
    throw new Error(`the data folder ${dataDir} is in use by process ${lock.heldBy}: stop that, or set IXN_DATA_DIR`);
  }
  return () => lock.release();
}
