import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { lockFile, pgdata, type DataFolder } from './data-folder.ts';

/**
 * Waits until its input ends, which it does when the owner is gone in whatever way, or lets go of it. Then stops the
 * server that runs on the data folder, if one still does, and removes a temporary folder. Once another owner has the
 * lock, the server is its business.
 *   $1 data folder   $2 signal of the first try   $3 folder to remove, or empty   $4 lock file   $5 what the owner's says
 */
const script = `
trap '' INT TERM HUP
cat >/dev/null
pid=$(sed -n 1p "$1/postmaster.pid" 2>/dev/null)
ours() { case "$(readlink "/proc/$pid/cwd" 2>/dev/null || ps -o command= -p "$pid")" in *"$1"*) true;; *) false;; esac; }
if [ -n "$pid" ] && ours "$1" && [ "$(cat "$4")" = "$5" ]; then
  kill -"$2" "$pid"
  tries=0
  while ours "$1" && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  if ours "$1" && [ "$(cat "$4")" = "$5" ]; then kill -QUIT "$pid"; sleep 1; fi
fi
[ -z "$3" ] || rm -rf "$3"
`;

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
  const child = spawn('/bin/sh', ['-c', script, 'ixn-watchdog', ...args], {
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
