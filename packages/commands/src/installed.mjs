/**
 * A package of a lock file, as far as it matters here.
 *
 * @typedef {object} Locked
 * @property {string} [version]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 *
 * @typedef {Readonly<Record<string, Locked>>} LockedPackages By path, such as `node_modules/turbo`.
 */

/**
 * True when the packages that npm installed are those of the lock file, as far as they are for this platform.
 *
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 * @param {{ platform: string, arch: string }} here
 */
export function isInstalledAs(wanted, installed, here = process) {
  return Object.entries(wanted).every(([path, locked]) => {
    if (!path.includes('node_modules/') || locked.link) return true;
    const found = installed[path];
    if (found === undefined) return locked.optional === true && !isFor(locked, here);
    return found.version === locked.version;
  });
}

/**
 * True when an optional package names this platform. One that also names a C library may be for another, and one
 * that names no platform is left out for other reasons.
 *
 * @param {Locked} locked
 * @param {{ platform: string, arch: string }} here
 */
function isFor({ os, cpu, libc }, { platform, arch }) {
  return libc === undefined && os?.includes(platform) === true && cpu?.includes(arch) === true;
}
