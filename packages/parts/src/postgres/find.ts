import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PartMissing, sayOnStderr } from '../part.ts';
import { embeddedPostgres, forgetEmbedded } from './embedded.ts';
import { externalPostgres } from './external.ts';
import type { Postgres, PostgresOptions } from './postgres.ts';

export interface FindPostgresOptions extends Partial<PostgresOptions> {
  /** Who asks, for the printed line: `npm start`, `tests`, `bench`. */
  readonly purpose: string;
  /** True: the caller kills, restarts or tunes the server, so that `IXN_DATABASE_URL` is passed over. */
  readonly own?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Finds or starts a PostgreSQL: `IXN_DATABASE_URL`, else npm's embedded programs, else Docker; the first that works.
 * Prints one line that says which and why. fsync is always on; it listens on loopback only.
 * Throws {@link PartMissing} with the reason of each source when none works, and an Error for what the user must mend
 * (a taken port, a folder in use, a URL that does not answer).
 */
export async function findPostgres(options: FindPostgresOptions): Promise<Postgres> {
  const { purpose, own = false, environment = process.env } = options;
  const say = options.say ?? sayOnStderr;
  const full: PostgresOptions = {
    dataDir: options.dataDir,
    port: options.port,
    settings: options.settings ?? {},
    say,
    onCrash: options.onCrash ?? say,
  };
  const reasons: string[] = [];
  const url = environment['IXN_DATABASE_URL'] ?? '';
  if (url !== '' && !own) return announce(await externalPostgres(url), purpose, reasons, say);
  reasons.push(url === '' ? 'IXN_DATABASE_URL is not set' : 'IXN_DATABASE_URL is passed over: an own server is needed');
  for (const source of [embeddedPostgres, inDocker]) {
    try {
      return announce(await source(full), purpose, reasons, say);
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error;
      reasons.push(error.message);
    }
  }
  throw new PartMissing(`no PostgreSQL for ${purpose}: ${reasons.join('; ')}`);
}

/** Removes what {@link findPostgres} keeps in `dataDir`. Throws when a living process uses it. */
export async function forgetPostgres(dataDir: string, say: (line: string) => void = sayOnStderr): Promise<void> {
  if (existsSync(join(dataDir, 'docker-volume'))) {
    const { forgetDocker } = await import('./docker.ts');
    await forgetDocker(dataDir);
  }
  await forgetEmbedded(dataDir, say);
}

/** Docker's client takes a while to load: only who needs it pays. */
async function inDocker(options: PostgresOptions): Promise<Postgres> {
  const { dockerPostgres } = await import('./docker.ts');
  return dockerPostgres(options);
}

function announce(
  postgres: Postgres,
  purpose: string,
  reasons: readonly string[],
  say: (line: string) => void,
): Postgres {
  say(`${purpose}: ${postgres.how}${reasons.length === 0 ? '' : ` (${reasons.join('; ')})`}`);
  return postgres;
}
