import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root } from './paths.mjs';

/**
 * How a program ended.
 *
 * @typedef {object} End
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 */

/** npm passes an interrupt on although the terminal sent it to all: within this time they are one. */
const sameInterruptMs = 500;

/**
 * Runs a program of the repository under the pinned Node, on this terminal. Signals that reach this process reach it;
 * this process waits until it has ended.
 *
 * @param {string[]} program Path relative to the top folder, then arguments.
 * @param {{ environment?: NodeJS.ProcessEnv, cwd?: string }} [options] Variables beside those of this process; the
 *   working directory, which is the top folder by default.
 * @returns {Promise<End>}
 */
export function run([path = '', ...args], { environment = {}, cwd = root } = {}) {
  const child = spawn(pinnedNode(), [join(root, path), ...args], {
    cwd,
    stdio: 'inherit',
    env: {
      ...process.env,
      // Compiled code and stripped types are kept between runs: starts take half the time.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'compiled'),
      ...plainWhenPiped(),
      ...environment,
    },
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve({ code, signal });
    });
  });
}

/** Colours are for terminals: some programs write them into pipes and files too. */
function plainWhenPiped() {
  return process.stdout.isTTY || 'FORCE_COLOR' in process.env ? {} : { NO_COLOR: '1' };
}

/**
 * Ends this process the way the program ended: with its exit code, or by its signal.
 *
 * @param {End} end
 */
export function exitLike({ code, signal }) {
  if (signal === null) process.exit(code ?? 1);
  process.kill(process.pid, signal);
  process.exit(128 + (constants.signals[signal] ?? 0));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void}
 */
function forwardSignals(child) {
  let lastInterrupt = -Infinity;
  /** @param {NodeJS.Signals} signal */
  function forward(signal) {
    if (signal === 'SIGINT') {
      // Ctrl-C in a terminal reaches the program by itself: it must not see it twice.
      const again = performance.now() - lastInterrupt < sameInterruptMs;
      lastInterrupt = performance.now();
      if (process.stdin.isTTY || again) return;
    }
    child.kill(signal);
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}
