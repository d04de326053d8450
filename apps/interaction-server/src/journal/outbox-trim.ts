import type { Parameter, Row, Session } from './session.ts';
import { readStatement } from './sql-text.ts';

/** What the outbox keeps when nothing else takes events out of it. */
export interface OutboxRetention {
  readonly ms: number;
  readonly events: number;
}

/** Rows deleted by one statement. */
export const TRIM_STEP = 50;

const trim = readStatement('outbox-trim');

/**
 * Deletes what the outbox need not keep, from its oldest row on. It remembers where it is: looking from the start would pass over all
 * the dead entries of the index that it has left behind.
 */
export class OutboxTrim {
  readonly #epoch: number;
  #afterEpoch = 0;
  #afterBatch = 0;

  constructor(epoch: number) {
    this.#epoch = epoch;
  }

  /** One step. Returns whether there may be more to delete. */
  async step(session: Session, keep: OutboxRetention): Promise<boolean> {
    const rows = await session.query(trim, this.#values(keep));
    for (const row of rows) this.#advance(row);
    return rows.length === TRIM_STEP;
  }

  #values(keep: OutboxRetention): readonly Parameter[] {
    return [
      String(this.#epoch),
      String(this.#afterEpoch),
      String(this.#afterBatch),
      TRIM_STEP,
      keep.ms,
      String(keep.events),
    ];
  }

  #advance(row: Row): void {
    const [epoch, batch] = row as [number, number];
    if (epoch < this.#afterEpoch || (epoch === this.#afterEpoch && batch < this.#afterBatch)) return;
    this.#afterEpoch = epoch;
    this.#afterBatch = batch;
  }
}
