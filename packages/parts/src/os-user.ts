import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** An account of the operating system. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. This is the account it runs as instead; undefined when this process is not root
 * and PostgreSQL runs as the same user. No account is made: `postgres` where there is one, else `nobody`.
 * `ownerUid`: the owner of data that exist already, which stays the one to run as.
 */
export function unprivilegedUser(ownerUid?: number): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = accounts();
  const owner = ownerUid === undefined || ownerUid === 0 ? undefined : users.find((user) => user.uid === ownerUid);
  const chosen =
    owner ?? ['postgres', '_postgres', 'nobody'].map((name) => users.find((u) => u.name === name)).find(Boolean);
  if (chosen === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody": run as another user',
    );
  }
  return chosen;
}

/** Options of `spawn` that make the child run as `user`, without supplementary groups. */
export function runAs(user: OsUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** True when `user` can enter the folder at `path`: each folder above it counts too. */
export function canEnter(user: OsUser | undefined, path: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { cwd: '/', timeout: 10_000, ...runAs(user) });
  return asked.status === 0;
}

/**
 * Makes the folder at `path` and those above it that are missing, so that other users can enter what is made: a strict
 * umask would keep them out. Folders that are there already stay as they are.
 */
export async function makeEnterable(path: string): Promise<void> {
  const wanted = resolve(path);
  const first = await mkdir(wanted, { recursive: true });
  if (first === undefined) return;
  for (let made = wanted; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
}

function accounts(): OsUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }));
}
