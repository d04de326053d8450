import type { AgentSession } from '../state/agent-session.ts';
import type { Batch } from '../state/batch.ts';
import { addSession } from './agent-sessions.ts';
import { BatchRows } from './batch-rows.ts';
import { BATCH_PARTS, type BatchStatement, batchStatement } from './batch-statement.ts';
import { BoundMessage, type BoundValue } from './bound-statement.ts';
import { addCompleted } from './completed-interactions.ts';
import type { CustomColumn } from './custom-columns.ts';
import { addChanged, addCreated, addCustom, addMoved } from './interactions.ts';
import { outboxValues } from './outbox.ts';
import type { RowTypes } from './row-types.ts';

/** A batch as it goes to the database, as often as it takes. Good until the next one is encoded. */
export interface EncodedBatch {
  readonly statement: BatchStatement;
  /** The bytes that run the statement. */
  readonly message: Buffer;
}

/** Gives the statements of each encoder names of their own. */
let generation = 0;

/**
 * Encodes batches into buffers that are used again and again. A row that stands in several sets of a batch is written once: deleted
 * wins over everything, created over changed, changed over moved; what was created and deleted leaves only its completed row.
 */
export class BatchEncoder {
  readonly #rows: BatchRows;
  readonly #custom: readonly CustomColumn[];
  /** By the set of parts, one bit each. */
  readonly #statements = new Map<number, BatchStatement>();
  readonly #generation = generation++;
  readonly #message = new BoundMessage();

  constructor(types: RowTypes, custom: readonly CustomColumn[]) {
    this.#custom = custom;
    this.#rows = new BatchRows(types, custom);
  }

  /** Throws RangeError for a value that no column can hold. */
  encode(batch: Batch, epoch: number): EncodedBatch {
    this.#rows.reset();
    this.#addInteractions(batch);
    for (const one of batch.completed) addCompleted(this.#rows.completed, one);
    if (batch.agentsSaved.size > 0 || batch.agentsRemoved.size > 0) this.#addAgents(batch);
    const statement = this.#statement();
    const entry = outboxValues(batch, epoch);
    const values: BoundValue[] = statement.entry.map((name) => entry[name as keyof typeof entry]);
    for (const { part, parameters } of statement.parts) {
      for (const name of parameters) values.push(this.#rows.parameter(part, name).take());
    }
    return { statement, message: this.#message.bind(statement.name, values) };
  }

  #addInteractions({ created, changed, moved, deleted }: Batch): void {
    const rows = this.#rows;
    for (const one of created) {
      if (deleted.has(one)) continue;
      addCreated(rows.created, one);
      addCustom(rows.createdCustom, one.custom);
    }
    for (const one of changed) {
      if (created.has(one) || deleted.has(one)) continue;
      addChanged(rows.changed, one);
      addCustom(rows.changedCustom, one.custom);
    }
    for (const one of moved) {
      if (!created.has(one) && !changed.has(one) && !deleted.has(one)) addMoved(rows.moved, one);
    }
    for (const one of deleted) if (!created.has(one)) rows.deletedIds.text(one.id);
  }

  /** An agent who logged out and in again within the batch is saved. */
  #addAgents({ agentsSaved, agentsRemoved }: Batch): void {
    const saved = new Map<string, AgentSession>();
    for (const session of agentsSaved) if (!agentsRemoved.has(session)) saved.set(sessionKey(session), session);
    for (const session of saved.values()) addSession(this.#rows.agentsSaved, session);
    for (const session of agentsRemoved) {
      if (saved.has(sessionKey(session))) continue;
      this.#rows.removedAgents.text(session.agentId);
      this.#rows.removedPlaces.text(session.placeId);
    }
  }

  #statement(): BatchStatement {
    let set = 0;
    for (const [bit, part] of BATCH_PARTS.entries()) if (this.#rows.count(part) > 0) set |= 1 << bit;
    let statement = this.#statements.get(set);
    if (statement === undefined) {
      const parts = BATCH_PARTS.filter((_, bit) => (set & (1 << bit)) !== 0);
      statement = batchStatement(parts, this.#custom, `batch_${this.#generation}_${set}`);
      this.#statements.set(set, statement);
    }
    return statement;
  }
}

function sessionKey(session: AgentSession): string {
  return `${session.agentId}\0${session.placeId}`;
}
