import { type ArrayParameter, RecordArray, ValueArray } from './binary-array.ts';
import type { BatchPart } from './batch-statement.ts';
import type { CustomColumn } from './custom-columns.ts';
import type { RowType, RowTypes } from './row-types.ts';

/** The rows of one batch, ready to be handed over: for each part of the statement its parameters, filled by the encoder. */
export class BatchRows {
  readonly created: RecordArray;
  readonly createdCustom: readonly ValueArray[];
  readonly moved: RecordArray;
  readonly changed: RecordArray;
  readonly changedCustom: readonly ValueArray[];
  readonly deletedIds = new ValueArray('text');
  readonly completed: RecordArray;
  readonly agentsSaved: RecordArray;
  readonly removedAgents = new ValueArray('text');
  readonly removedPlaces = new ValueArray('text');
  /** By part, then by the name in its query. The first of each part counts its rows. */
  readonly #parameters: Readonly<Record<BatchPart, ReadonlyMap<string, ArrayParameter>>>;

  constructor(types: RowTypes, custom: readonly CustomColumn[]) {
    this.created = records(types.interaction_created);
    this.createdCustom = custom.map(({ type }) => new ValueArray(type));
    this.moved = records(types.interaction_moved);
    this.changed = records(types.interaction_changed);
    this.changedCustom = custom.map(({ type }) => new ValueArray(type));
    this.completed = records(types.interaction_completed);
    this.agentsSaved = records(types.agent_session_saved);
    this.#parameters = {
      created: new Map<string, ArrayParameter>([['rows', this.created], ...named(this.createdCustom)]),
      moved: new Map([['rows', this.moved]]),
      changed: new Map<string, ArrayParameter>([['rows', this.changed], ...named(this.changedCustom)]),
      deleted: new Map([['ids', this.deletedIds]]),
      completed: new Map([['rows', this.completed]]),
      'agents-saved': new Map([['rows', this.agentsSaved]]),
      'agents-removed': new Map([
        ['agent_ids', this.removedAgents],
        ['place_ids', this.removedPlaces],
      ]),
    };
  }

  reset(): void {
    for (const parameters of Object.values(this.#parameters))
      for (const parameter of parameters.values()) parameter.reset();
  }

  /** How many rows a part has. */
  count(part: BatchPart): number {
    for (const parameter of this.#parameters[part].values()) return parameter.count;
    return 0;
  }

  parameter(part: BatchPart, name: string): ArrayParameter {
    const parameter = this.#parameters[part].get(name);
    if (parameter === undefined) throw new Error(`query of part ${part} has a parameter ${name} that nothing fills`);
    return parameter;
  }
}

function records({ id, fields }: RowType): RecordArray {
  return new RecordArray(id, fields);
}

function named(arrays: readonly ValueArray[]): [string, ValueArray][] {
  return arrays.map((array, index) => [`custom_${index}`, array]);
}
