// A lock file that names its holder. Plain JavaScript: the launcher of the npm scripts uses it too, on the machine's
// own Node and before anything is installed.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} Lock
 * @property {string} text What the lock file holds for as long as this process has it.
 * @property {() => void} release Gives the lock up; a second call does nothing.
 *
 * @typedef {object} Refusal
 * @property {number} heldBy Process id of the living holder.
 */

/**
 * Takes the lock file at `path` for this process. A lock whose holder is gone (killed, or its pid is now another
 * process) is taken over. Never waits.
 *
 * @param {string} path
 * @returns {Lock | Refusal}
 */
export function takeLock(path) {
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, mine);
  try {
    for (;;) {
      try {
        // A hard link appears whole or not at all: no reader sees a lock without its holder.
        linkSync(draft, path);
        return { text: mine.trim(), release: () => release(path, mine) };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = read(path);
      if (holder === undefined) continue;
      if (isAlive(holder.pid, holder.start)) return { heldBy: holder.pid };
      removeStale(path, draft, holder.text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * @param {string} path
 * @param {string} mine
 */
function release(path, mine) {
  try {
    if (readFileSync(path, 'utf8') === mine) rmSync(path, { force: true });
  } catch {
    // Already gone: nothing to give up.
  }
}

/**
 * Removes a dead holder's lock, but not one that another process took meanwhile: moved away, looked at, put back.
 *
 * @param {string} path
 * @param {string} draft
 * @param {string} stale
 */
function removeStale(path, draft, stale) {
  const aside = `${draft}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Another process was faster.
  }
  if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path);
  rmSync(aside, { force: true });
}

/** @param {string} path */
function read(path) {
  try {
    const text = readFileSync(path, 'utf8');
    const [pid = '', start = ''] = text.trim().split(' ');
    return { pid: Number(pid), start, text };
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @param {string} start
 */
function isAlive(pid, start) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, as another user.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  return start === startOf(pid);
}

/**
 * When a process started, in ticks since boot: tells a process from a later one with the same id. `-` where the
 * system does not say.
 *
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces: count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}
