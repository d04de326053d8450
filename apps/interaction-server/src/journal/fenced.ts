import { LeaseLost } from './errors.ts';
import type { Session } from './session.ts';
import { readStatement } from './sql-text.ts';

const fence = readStatement('fence');

/**
 * Runs statements in a transaction that only the holder of the lease may make: a takeover waits for its end. Rejects with
 * {@link LeaseLost} when the epoch is another's, and with whatever the statements fail with; then nothing was done.
 */
export async function fenced(session: Session, epoch: number, work: () => Promise<void>): Promise<void> {
  await session.run('BEGIN');
  try {
    const rows = await session.query(fence, [String(epoch)]);
    if (rows.length === 0) throw new LeaseLost(`another server has taken over: the lease of epoch ${epoch} is lost`);
    await work();
    await session.run('COMMIT');
  } catch (error) {
    if (!session.ended) await session.run('ROLLBACK');
    throw error;
  }
}
