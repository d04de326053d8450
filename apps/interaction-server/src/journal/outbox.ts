import type { Batch, Counters } from '../state/batch.ts';
import type { Row } from './session.ts';

/** The primary key of the table `outbox`: hitting it proves that a batch is committed. */
export const OUTBOX_KEY = 'outbox_pkey';

/** Values of the outbox row of a batch, by the names of the parameters of `batch/fence.sql` and `batch/entry.sql`. */
export interface OutboxValues {
  readonly epoch: string;
  readonly batch: string;
  readonly last_sequence: string;
  readonly submit_seq: string;
  readonly ticket: string;
  readonly event_count: string;
  readonly events: Buffer;
}

export function outboxValues(batch: Batch, epoch: number): OutboxValues {
  const { events, counters } = batch;
  return {
    epoch: String(epoch),
    batch: String(batch.number),
    last_sequence: String(counters.eventSequence),
    submit_seq: String(counters.submitSeq),
    ticket: String(counters.ticket),
    event_count: String(batch.eventCount),
    // A view, no copy.
    events: Buffer.from(events.buffer, events.byteOffset, events.byteLength),
  };
}

/** A row of `recover-counters.sql`. */
export function readCounters(row: Row | undefined): Counters {
  const [eventSequence, submitSeq, ticket] = (row ?? [0, 0, 0]) as [number, number, number];
  return { eventSequence, submitSeq, ticket };
}
