import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { localHost } from './ports.ts';

/** A process that listens on a port, as far as the operating system tells. */
export interface PortHolder {
  readonly pid: number;
  /** Its command line, shortened to 120 characters. */
  readonly command: string;
}

/** A TCP port on loopback that nothing listens on at the moment of the call. */
export async function freePort(): Promise<number> {
  return bindOnce(0);
}

/** True when a listener can be opened on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return bindOnce(port).then(
    () => true,
    () => false,
  );
}

/**
 * Resolves when the port is free; else throws an Error that says what the port was for, who has it and what to do.
 * `what` is the name of the listener to be, such as `PostgreSQL`.
 */
export async function requireFreePort(port: number, what: string): Promise<void> {
  if (await isPortFree(port)) return;
  const holder = await whoHasPort(port);
  const who = holder === undefined ? 'another process' : `process ${holder.pid} (${holder.command})`;
  throw new Error(`port ${port} for ${what} is taken by ${who}: stop it, or shift all ports with IXN_PORT_OFFSET=1000`);
}

/**
 * The process that listens on a TCP port of this machine: from /proc on Linux, else from `lsof` where there is one.
 * Undefined when nobody listens or the system does not tell (a process of another user, say).
 */
export async function whoHasPort(port: number): Promise<PortHolder | undefined> {
  const pid = process.platform === 'linux' ? await linuxListener(port) : await lsofListener(port);
  return pid === undefined ? undefined : { pid, command: await commandOf(pid) };
}

function bindOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: localHost, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** State of a listening socket in /proc/net/tcp. */
const listenState = '0A';

async function linuxListener(port: number): Promise<number | undefined> {
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const line of lines) {
      // sl local_address rem_address st tx:rx tr:tm->when retrnsmt uid timeout inode
      const fields = line.trim().split(/\s+/);
      const localPort = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
      if (localPort === port && fields[3] === listenState) sockets.add(`socket:[${fields[9]}]`);
    }
  }
  if (sockets.size === 0) return undefined;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    for (const descriptor of await readdir(`/proc/${entry}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${entry}/fd/${descriptor}`).catch(() => '');
      if (sockets.has(target)) return Number(entry);
    }
  }
  return undefined;
}

async function lsofListener(port: number): Promise<number | undefined> {
  const asked = promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { timeout: 5_000 });
  const answer = await asked.catch(() => ({ stdout: '' }));
  const pid = Number.parseInt(answer.stdout, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

async function commandOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = line.split('\0').join(' ').trim();
  return words === '' ? 'command unknown' : words.slice(0, 120);
}
