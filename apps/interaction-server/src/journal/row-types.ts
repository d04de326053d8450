import type { Session } from './session.ts';
import { readStatement } from './sql-text.ts';

/** The types in which a batch hands over its rows, and how many fields each has. */
const ROW_TYPES = {
  interaction_created: 29,
  interaction_moved: 13,
  interaction_changed: 20,
  interaction_completed: 5,
  agent_session_saved: 6,
} as const;

export type RowTypeName = keyof typeof ROW_TYPES;

export interface RowType {
  /** Object id in this database. */
  readonly id: number;
  readonly fields: number;
}

export type RowTypes = Readonly<Record<RowTypeName, RowType>>;

const rowTypes = readStatement('row-types');

/** Asks the database for its ids of the types. */
export async function readRowTypes(session: Session): Promise<RowTypes> {
  const names = Object.keys(ROW_TYPES) as RowTypeName[];
  const rows = await session.query(rowTypes, [names]);
  const types: Partial<Record<RowTypeName, RowType>> = {};
  for (const [index, name] of names.entries())
    types[name] = { id: rows[index]?.[0] as number, fields: ROW_TYPES[name] };
  return types as RowTypes;
}
