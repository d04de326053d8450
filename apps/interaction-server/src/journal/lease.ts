import { SchemaRefused } from './errors.ts';
import type { Session } from './session.ts';
import { readStatement } from './sql-text.ts';

/** Who holds the lease, as the database sees it. */
export interface LeaseRow {
  readonly epoch: number;
  /** '' before the first server. */
  readonly holder: string;
  /** ms by the database's clock; 0 or less: expired. */
  readonly expiresIn: number;
}

/** What a holder writes into its row. */
export interface Claim {
  readonly holder: string;
  /** Process ids of its backends, those that are known. */
  readonly backends: readonly number[];
  /** ms from now, by the database's clock. */
  readonly duration: number;
}

/** A server that stops does not wait longer for a database that does not answer: the lease expires by itself. ms. */
const RELEASE_TIMEOUT = 2_000;

const readLease = readStatement('lease-read');
const createLease = readStatement('lease-create');
const terminateHolder = readStatement('lease-terminate');
const takeLease = readStatement('lease-take');
const renewLease = readStatement('lease-renew');
const releaseLease = readStatement('lease-release');

/** Reads the lease; makes an expired one where there is none. Throws {@link SchemaRefused} when the database is another tenant's. */
export async function seeLease(session: Session, tenant: string): Promise<LeaseRow> {
  const [row] = await session.query(readLease, []);
  if (row === undefined) {
    await session.query(createLease, [tenant]);
    return seeLease(session, tenant);
  }
  const [owner, epoch, holder, expiresIn] = row as [string, number, string, number];
  if (owner !== tenant) {
    throw new SchemaRefused(
      `this database belongs to tenant '${owner}', not '${tenant}': give each tenant a database or a schema of its own`,
    );
  }
  return { epoch, holder, expiresIn };
}

/** Ends the sessions of a holder whose lease has expired. Returns how many there were. */
export async function endSessionsOf(session: Session, expired: LeaseRow, holder: string): Promise<number> {
  const rows = await session.query(terminateHolder, [String(expired.epoch), holder]);
  return rows.length;
}

/** Raises the epoch of an expired lease. Returns the new one; undefined when somebody else was faster, or it was renewed. */
export async function raiseEpoch(session: Session, expired: LeaseRow, claim: Claim): Promise<number | undefined> {
  const { holder, backends, duration } = claim;
  const [row] = await session.query(takeLease, [holder, backends, duration, String(expired.epoch)]);
  return row?.[0] as number | undefined;
}

/** False when the epoch is no longer ours. */
export async function renew(session: Session, epoch: number, claim: Claim, timeoutMs: number): Promise<boolean> {
  const rows = await session.query(renewLease, [claim.backends, claim.duration, String(epoch)], timeoutMs);
  return rows.length === 1;
}

export async function release(session: Session, epoch: number): Promise<void> {
  await session.query(releaseLease, [String(epoch)], RELEASE_TIMEOUT);
}
