import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { canEnter, makeEnterable, runAs, unprivilegedUser, type OsUser } from '../os-user.ts';
import type { Binaries } from './binaries.ts';
import { initdbOptions } from './settings.ts';

/**
 * One PostgreSQL cluster on disk:
 *
 *   <folder>/data/          PGDATA, of the user that PostgreSQL runs as
 *   <folder>/password       the superuser's, made once; mode 600
 *   <folder>/postgres.log   what the server writes
 *   <folder>/owner.lock     which process of ours runs it
 */
export interface DataFolder {
  readonly folder: string;
  readonly user: OsUser | undefined;
  /** True when it was made for one run and goes away with it. */
  readonly temporary: boolean;
  /** Why it lies elsewhere than asked, when it does. */
  readonly note: string;
}

export const superuser = 'postgres';

/** Where root keeps clusters whose asked folder the unprivileged user cannot enter. */
const sharedState = '/var/lib/ixn';

export const pgdata = (cluster: DataFolder): string => join(cluster.folder, 'data');
export const logFile = (cluster: DataFolder): string => join(cluster.folder, 'postgres.log');
export const lockFile = (cluster: DataFolder): string => join(cluster.folder, 'owner.lock');

/**
 * Opens the folder at `wanted`, made when missing; a temporary one when `wanted` is undefined. As root the server runs
 * as another user: a folder that this user cannot enter (below a home of mode 700) is replaced by one under
 * /var/lib/ixn, always the same for the same `wanted`.
 */
export async function openDataFolder(wanted: string | undefined): Promise<DataFolder> {
  if (wanted === undefined) return temporaryFolder();
  await makeEnterable(wanted);
  const real = await realpath(wanted);
  const asked = await withUser(real);
  if (canEnter(asked.user, real)) return { ...asked, temporary: false, note: '' };
  const key = createHash('sha256').update(real).digest('hex').slice(0, 12);
  const instead = join(sharedState, `${basename(real)}-${key}`);
  await makeEnterable(instead);
  const note = `data in ${instead}, because user ${asked.user?.name} cannot enter ${real}`;
  return { ...(await withUser(instead)), temporary: false, note };
}

async function temporaryFolder(): Promise<DataFolder> {
  const user = unprivilegedUser();
  const parent = [tmpdir(), '/var/tmp', '/tmp'].find((path) => canEnter(user, path));
  if (parent === undefined) throw new Error(`user ${user?.name} can enter none of ${tmpdir()}, /var/tmp, /tmp`);
  const folder = await realpath(await mkdtemp(join(parent, 'ixn-postgres-')));
  await chmod(folder, 0o755);
  return { folder, user, temporary: true, note: '' };
}

async function withUser(folder: string): Promise<Pick<DataFolder, 'folder' | 'user'>> {
  const owner = await stat(join(folder, 'data')).catch(() => undefined);
  return { folder, user: unprivilegedUser(owner?.uid) };
}

/**
 * Makes the cluster when there is none yet (initdb: SCRAM, UTF-8, code-point order) and returns its password.
 * A cluster appears whole or not at all. Throws when an earlier major version of PostgreSQL wrote it.
 */
export async function initialise(cluster: DataFolder, binaries: Binaries): Promise<string> {
  const passwordFile = join(cluster.folder, 'password');
  const written = (await readFile(join(pgdata(cluster), 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (written !== '') {
    const major = binaries.version.split('.')[0];
    if (written !== major) {
      throw new Error(
        `${cluster.folder} was written by PostgreSQL ${written}, this is ${major}: ` +
          'start with --fresh to forget it, or set IXN_DATA_DIR to another folder',
      );
    }
    return (await readFile(passwordFile, 'utf8')).trim();
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await runInitdb(cluster, binaries, password);
  return password;
}

async function runInitdb(cluster: DataFolder, binaries: Binaries, password: string): Promise<void> {
  const draft = join(cluster.folder, 'data.new');
  const passwordForInitdb = join(cluster.folder, 'initdb-password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordForInitdb, `${password}\n`, { mode: 0o600 });
  if (cluster.user !== undefined) {
    await chown(draft, cluster.user.uid, cluster.user.gid);
    await chown(passwordForInitdb, cluster.user.uid, cluster.user.gid);
  }
  const access = ['-U', superuser, `--pwfile=${passwordForInitdb}`, '--auth=scram-sha-256'];
  const options = ['-D', draft, ...access, ...initdbOptions, ...(cluster.temporary ? ['--no-sync'] : [])];
  try {
    const limits = { cwd: '/', env: cleanEnvironment(), timeout: 120_000 };
    await promisify(execFile)(binaries.initdb, options, { ...limits, ...runAs(cluster.user) });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new Error(`initdb in ${cluster.folder} failed: ${stderr.trim() || message}`, { cause: error });
  } finally {
    await rm(passwordForInitdb, { force: true });
  }
  await rename(draft, pgdata(cluster));
}

/** The environment that PostgreSQL's programs get: nothing of ours, so that no PG* variable or secret leaks in. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
