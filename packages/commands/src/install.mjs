import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../parts/src/lock.mjs';
import { isInstalledAs } from './installed.mjs';
import { root } from './paths.mjs';

const modules = join(root, 'node_modules');
/** Says for which package-lock.json `npm ci` ran last. It lies in node_modules, which `npm ci` removes at its start. */
const stampFile = join(modules, '.ixn-installed');
const otherInstallLimitMs = 15 * 60_000;
const progressMs = 5_000;

/**
 * Makes node_modules match package-lock.json: runs `npm ci` when it does not. One process at a time; others wait.
 * Progress goes to standard error.
 */
export async function install() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (isInstalled(lockText)) return;
  mkdirSync(join(root, '.ixn'), { recursive: true });
  const lock = await ownTurn(join(root, '.ixn', 'install.lock'));
  try {
    if (isInstalled(lockText)) return;
    console.error('installing the packages of package-lock.json (npm ci)');
    await npmCi();
    writeStamp(lockText);
  } finally {
    lock.release();
  }
}

/** @param {string} lockText */
function isInstalled(lockText) {
  if (read(stampFile) === digest(lockText)) return true;
  if (!matches(lockText)) return false;
  writeStamp(lockText);
  return true;
}

/**
 * True when what npm says it installed is what the lock file wants, however it came about (`npm install`).
 *
 * @param {string} lockText
 */
function matches(lockText) {
  const installedText = read(join(modules, '.package-lock.json'));
  return (
    installedText !== undefined && isInstalledAs(JSON.parse(lockText).packages, JSON.parse(installedText).packages)
  );
}

/** @param {string} lockText */
function writeStamp(lockText) {
  writeFileSync(stampFile, digest(lockText));
}

/** @param {string} lockText */
function digest(lockText) {
  return createHash('sha256').update(lockText).digest('hex');
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} path */
async function ownTurn(path) {
  const deadline = performance.now() + otherInstallLimitMs;
  for (let told = false; ; told = true) {
    const lock = takeLock(path);
    if ('release' in lock) return lock;
    if (!told) console.error(`process ${lock.heldBy} installs the packages: waiting for it`);
    if (performance.now() > deadline) throw new Error(`process ${lock.heldBy} still installs: end it and try again`);
    await sleep(250);
  }
}

/** @returns {Promise<void>} */
function npmCi() {
  // npm removes node_modules first, and with it the Node that npm scripts find there: only the machine's own serves.
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const environment = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/.test(name));
  const child = spawn('npm', ['ci', '--loglevel=error', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...Object.fromEntries(environment), PATH: path.join(delimiter) },
  });
  const started = performance.now();
  const progress = setInterval(() => {
    if (!process.stderr.isTTY) console.error(`still installing, ${Math.round((performance.now() - started) / 1000)} s`);
  }, progressMs);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      clearInterval(progress);
      reject(new Error(`npm does not start: ${error.message}. Install npm 10 or newer`));
    });
    child.once('exit', (code, signal) => {
      clearInterval(progress);
      if (code === 0) resolve();
      else reject(new Error(`npm ci ended with ${signal ?? `exit code ${code}`}: see its lines above`));
    });
  });
}
