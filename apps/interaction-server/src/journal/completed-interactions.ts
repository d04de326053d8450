import { Reader, Writer } from '@ixn/protocol';
import type { CompletedInteraction } from '../state/interaction.ts';
import { makeColumns, resetColumns } from './columns.ts';
import { readRetry, writeRetry } from './course.ts';
import type { Row } from './session.ts';

const writer = new Writer(256);
const reader = new Reader();

/** Rows of the table `completed_interactions` that a batch writes, column by column. */
export class CompletedRows {
  readonly columns = makeColumns({
    id: 'text',
    completed_at: 'timestamptz',
    stop_reason: 'text',
    submitted_by: 'text',
    retry: 'bytea',
  });

  get count(): number {
    return this.columns.id.count;
  }

  reset(): void {
    resetColumns(this.columns);
  }

  add(completed: CompletedInteraction): void {
    const { columns } = this;
    columns.id.text(completed.id);
    columns.completed_at.time(completed.completedAt);
    columns.stop_reason.textOrNull(completed.stopReason);
    columns.submitted_by.textOrNull(completed.submittedBy);
    if (completed.retry === null) columns.retry.null();
    else {
      writer.reset();
      writeRetry(writer, completed.retry);
      columns.retry.bytes(writer.buffer, 0, writer.pos);
    }
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
