import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../listening.ts';
import { takeLock, type Lock } from '../lock.mjs';
import { unprivilegedUser } from '../os-user.ts';
import { localHost } from '../ports.ts';
import { embeddedBinaries } from './binaries.ts';
import { initialise, lockFile, openDataFolder, pgdata, superuser, type DataFolder } from './data-folder.ts';
import type { Postgres, PostgresOptions } from './postgres.ts';
import { readPostmasterFile, servesFolder } from './postmaster-file.ts';
import { Server } from './server.ts';
import { startWatchdog } from './watchdog.ts';

/** Longest wait for the shutdown of a server that an earlier owner left behind. */
const orphanStopLimitMs = 30_000;

/** PostgreSQL from the npm package for this platform, as a child of this process. See {@link Postgres}. */
export async function embeddedPostgres(options: PostgresOptions): Promise<Postgres> {
  await embeddedBinaries(unprivilegedUser()); // First: where it cannot run, nothing is made.
  const cluster = await openDataFolder(options.dataDir);
  const binaries = await embeddedBinaries(cluster.user);
  const lock = ownFolder(cluster);
  const watchdog = startWatchdog(cluster, lock);
  const letGo = async (): Promise<void> => {
    await watchdog.release();
    lock.release();
  };
  try {
    await endOrphan(cluster, options.say);
    const password = await initialise(cluster, binaries);
    const port = options.port ?? (await freePort());
    const server = new Server({ cluster, binaries, port, settings: options.settings, onCrash: options.onCrash });
    await server.start();
    const as = cluster.user === undefined ? '' : ` as user ${cluster.user.name} (it refuses root)`;
    const where = cluster.note || (cluster.temporary ? 'data for this run only' : `data in ${cluster.folder}`);
    return {
      how: `PostgreSQL ${binaries.version} from ${binaries.origin}${as} on ${localHost}:${port}, ${where}`,
      url: `postgres://${superuser}:${password}@${localHost}:${port}/postgres`,
      source: 'npm',
      get pid() {
        return server.pid;
      },
      kill: (signal) => server.kill(signal),
      restart: async () => {
        await server.stop();
        await server.start();
      },
      stop: async () => {
        await server.stop();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** Removes a cluster for good, data and password. Throws when a living process uses it. */
export async function forgetEmbedded(dataDir: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(dataDir)) return;
  const cluster = await openDataFolder(dataDir);
  const lock = ownFolder(cluster);
  await endOrphan(cluster, say);
  lock.release();
  await rm(cluster.folder, { recursive: true, force: true });
}

function ownFolder(cluster: DataFolder): Lock {
  const lock = takeLock(lockFile(cluster));
  if ('release' in lock) return lock;
  throw new Error(
    `data folder ${cluster.folder} is in use by process ${lock.heldBy}: stop it, or set IXN_DATA_DIR to another folder`,
  );
}

/**
 * A server whose owner died without stopping it still runs on the folder: it is shut down, so that the new one starts
 * with its own settings. A left-over `postmaster.pid` whose process is gone, or is another program now, is removed.
 */
async function endOrphan(cluster: DataFolder, say: (line: string) => void): Promise<void> {
  const data = pgdata(cluster);
  const deadline = performance.now() + orphanStopLimitMs;
  for (let told = false; ; told = true) {
    const written = await readPostmasterFile(data);
    if (written === undefined) return;
    if (!(await servesFolder(written.pid, data))) {
      await rm(`${data}/postmaster.pid`, { force: true });
      return;
    }
    if (!told) {
      say(`a PostgreSQL that an earlier run left behind (process ${written.pid}) is stopped first`);
      process.kill(written.pid, 'SIGINT');
    }
    if (performance.now() > deadline) {
      throw new Error(
        `PostgreSQL process ${written.pid} of an earlier run does not stop: end it with kill -QUIT ${written.pid}`,
      );
    }
    await sleep(20);
  }
}
