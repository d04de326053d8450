// Completes package-lock.json after `npm install` on a registry that does not carry every platform's packages. npm
// leaves out what it cannot find, and then `npm ci` refuses the file, on this platform too. What is added has no
// checksum: npm fetches it on its own platform only.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {Record<string, LockEntry>} LockEntries By path, such as `node_modules/turbo`.
 *
 * @typedef {object} MissingPlatform
 * @property {string} wantedBy Path of the entry that names it.
 * @property {string} name
 * @property {string} version
 */

/**
 * Optional dependencies that entries of a lock file name and that have no entry of their own.
 *
 * @param {LockEntries} entries
 * @returns {MissingPlatform[]}
 */
export function missingPlatforms(entries) {
  return Object.entries(entries).flatMap(([wantedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !foldersAbove(wantedBy).some((folder) => `${folder}node_modules/${name}` in entries))
      .map(([name, version]) => ({ wantedBy, name, version })),
  );
}

/**
 * Where Node looks for a dependency of the package at `path`: `a/node_modules/b` → there, `a/`, the top.
 *
 * @param {string} path
 */
function foldersAbove(path) {
  const folders = path === '' ? [] : [`${path}/`];
  for (let end = path.lastIndexOf('node_modules/'); end > 0; end = path.lastIndexOf('node_modules/', end - 1)) {
    folders.push(path.slice(0, end));
  }
  return [...folders, ''];
}

/** @type {Record<string, string>} */
const systems = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
  windows: 'win32',
};
/** @type {Record<string, string>} */
const processors = {
  64: 'x64',
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
};
/** @type {Record<string, string>} */
const libraries = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

/**
 * The lock entry of a package for one platform, which its name tells: `@oxfmt/binding-linux-x64-musl`.
 *
 * @param {MissingPlatform} missing
 * @param {LockEntries} entries
 */
function entryOf({ wantedBy, name, version }, entries) {
  const words = name.split(/[/-]/);
  /** @param {Record<string, string>} known */
  const one = (known) => words.map((word) => known[word]).filter((word) => word !== undefined);
  const os = one(systems);
  const cpu = one(processors);
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`package-lock.json lacks ${name} ${version} of ${wantedBy}: no platform can be read from its name`);
  }
  const libc = one(libraries);
  const dev = entries[wantedBy]?.dev === true ? { dev: true } : {};
  return { version, cpu, ...dev, ...(libc.length > 0 ? { libc } : {}), optional: true, os };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingPlatforms(lock.packages);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one, lock.packages);
  const { '': top, ...others } = lock.packages;
  const sorted = Object.entries(others).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = { '': top, ...Object.fromEntries(sorted) };
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} packages of other platforms added`);
}
