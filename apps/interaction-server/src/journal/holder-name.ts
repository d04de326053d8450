import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Characters of a host's name that are kept. */
const LONGEST_HOST = 24;

/**
 * A name for this process in the lease and in the database's list of sessions: host, process id and chance, so that no two
 * servers share it, ever. No spaces, at most 40 characters.
 */
export function holderName(): string {
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9.-]/g, '-')
    .slice(0, LONGEST_HOST);
  return `${host}:${process.pid}:${randomBytes(3).toString('hex')}`;
}
