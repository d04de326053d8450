import type { AgentSession } from '../state/agent-session.ts';
import type { Batch } from '../state/batch.ts';
import { AgentSessionRows } from './agent-sessions.ts';
import { BATCH_PARTS, type BatchPart, type BatchStatement, batchStatement } from './batch-statement.ts';
import type { Columns } from './columns.ts';
import { CompletedRows } from './completed-interactions.ts';
import type { CustomColumn } from './custom-columns.ts';
import { InteractionRows } from './interactions.ts';
import { outboxValues } from './outbox.ts';
import type { Parameter } from './session.ts';

/** A batch as it goes to the database, as often as it takes. Good until the next one is encoded. */
export interface EncodedBatch {
  readonly statement: BatchStatement;
  readonly values: readonly Parameter[];
  /** Interactions and sessions written. */
  readonly rows: number;
}

interface Rows {
  readonly columns: Columns;
  readonly count: number;
  reset(): void;
}

/** Gives each set of custom columns its own names of prepared statements. */
let generation = 0;

/**
 * Encodes batches into buffers that are used again and again. A row that stands in several sets of a batch is written once: deleted
 * wins over everything, created over changed, changed over moved; what was created and deleted leaves only its completed row.
 */
export class BatchEncoder {
  readonly #rows: {
    readonly created: InteractionRows;
    readonly moved: InteractionRows;
    readonly changed: InteractionRows;
    readonly deleted: InteractionRows;
    readonly completed: CompletedRows;
    readonly 'agents-saved': AgentSessionRows;
    readonly 'agents-removed': AgentSessionRows;
  };
  readonly #custom: readonly CustomColumn[];
  readonly #statements = new Map<number, BatchStatement>();
  readonly #generation = generation++;

  constructor(custom: readonly CustomColumn[]) {
    this.#custom = custom;
    this.#rows = {
      created: new InteractionRows(custom),
      moved: new InteractionRows(custom),
      changed: new InteractionRows(custom),
      deleted: new InteractionRows(custom),
      completed: new CompletedRows(),
      'agents-saved': new AgentSessionRows(),
      'agents-removed': new AgentSessionRows(),
    };
  }

  /** Throws RangeError for a value that no column can hold. */
  encode(batch: Batch, epoch: number): EncodedBatch {
    this.#fill(batch);
    const statement = this.#statement();
    const entry = outboxValues(batch);
    const values: Parameter[] = [String(epoch)];
    for (const name of statement.parameters.slice(1, 1 + Object.keys(entry).length)) values.push(entry[name] ?? null);
    let rows = 0;
    for (const { part, parameters } of statement.parts) {
      const { columns, count }: Rows = this.#rows[part];
      for (const name of parameters) {
        const column = columns[name];
        if (column === undefined) throw new Error(`query of part ${part} has a parameter ${name} that no column fills`);
        values.push(column.take());
      }
      if (part !== 'completed') rows += count;
    }
    return { statement, values, rows };
  }

  #fill(batch: Batch): void {
    const rows = this.#rows;
    for (const part of BATCH_PARTS) rows[part].reset();
    const { created, changed, moved, deleted } = batch;
    for (const one of created) if (!deleted.has(one)) rows.created.addCreated(one);
    for (const one of changed) if (!created.has(one) && !deleted.has(one)) rows.changed.addChanged(one);
    for (const one of moved) {
      if (!created.has(one) && !changed.has(one) && !deleted.has(one)) rows.moved.addMoved(one);
    }
    for (const one of deleted) if (!created.has(one)) rows.deleted.addId(one);
    for (const one of batch.completed) rows.completed.add(one);
    if (batch.agentsSaved.size > 0 || batch.agentsRemoved.size > 0) this.#fillAgents(batch);
  }

  /** An agent who logged out and in again within the batch is saved. */
  #fillAgents(batch: Batch): void {
    const saved = new Set<string>();
    for (const session of batch.agentsSaved) {
      if (batch.agentsRemoved.has(session)) continue;
      saved.add(sessionKey(session));
      this.#rows['agents-saved'].add(session);
    }
    for (const session of batch.agentsRemoved) {
      if (!saved.has(sessionKey(session))) this.#rows['agents-removed'].addKey(session);
    }
  }

  #statement(): BatchStatement {
    let mask = 0;
    for (let index = 0; index < BATCH_PARTS.length; index++) {
      if (this.#rows[BATCH_PARTS[index] as BatchPart].count > 0) mask |= 1 << index;
    }
    let statement = this.#statements.get(mask);
    if (statement === undefined) {
      const parts = BATCH_PARTS.filter((_, index) => (mask & (1 << index)) !== 0);
      statement = batchStatement(parts, this.#custom, `batch_${this.#generation}_${mask}`);
      this.#statements.set(mask, statement);
    }
    return statement;
  }
}

function sessionKey(session: AgentSession): string {
  return `${session.agentId}\0${session.placeId}`;
}
