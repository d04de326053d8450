import { Reader, Writer } from '@ixn/protocol';
import type { CompletedInteraction } from '../state/interaction.ts';
import type { RecordArray } from './binary-array.ts';
import { readRetry, writeRetry } from './course.ts';
import type { Row } from './session.ts';

const writer = new Writer(256);
const reader = new Reader();

/** A row of type `interaction_completed`. */
export function addCompleted(rows: RecordArray, completed: CompletedInteraction): void {
  rows.row();
  rows.text(completed.id);
  rows.time(completed.completedAt);
  rows.textOrNull(completed.stopReason);
  rows.textOrNull(completed.submittedBy);
  if (completed.retry === null) rows.null('bytea');
  else {
    writer.reset();
    writeRetry(writer, completed.retry);
    rows.bytes(writer.buffer, writer.pos);
  }
}

/** A row of `find-completed.sql`. */
export function readCompleted(row: Row): CompletedInteraction {
  const [id, completedAt, stopReason, submittedBy, retry] = row as [string, number, string, string, Buffer | null];
  if (retry !== null) reader.reset(retry, 0, retry.length);
  return {
    id,
    submittedBy,
    completedAt: Math.round(completedAt),
    stopReason,
    retry: retry === null ? null : readRetry(reader),
  };
}
