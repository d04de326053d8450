import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lockFile, pgdata, type DataFolder } from './data-folder.ts';

const script = fileURLToPath(new URL('watchdog.sh', import.meta.url));

export interface Watchdog {
  /** Ends it. With the server stopped before, all that is left for it to do is to remove the temporary folder. */
  release(): Promise<void>;
}

/**
 * Guards a server against being left behind when this process dies without stopping it (SIGKILL, a crash). A server
 * on a temporary folder is stopped at once (SIGQUIT) and the folder removed; one whose data stay is shut down.
 */
export function startWatchdog(cluster: DataFolder, lock: { readonly text: string }): Watchdog {
  const [signal, remove] = cluster.temporary ? ['QUIT', cluster.folder] : ['INT', ''];
  const args = [pgdata(cluster), signal, remove, lockFile(cluster), lock.text];
  const child = spawn('/bin/sh', [script, ...args], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // Neither the child nor its pipe keeps the owner's event loop alive.
  child.unref();
  const input = child.stdin as Writable & { unref(): void };
  input.on('error', () => undefined);
  input.unref();
  return {
    release: () => {
      child.ref();
      input.end();
      return ended;
    },
  };
}
