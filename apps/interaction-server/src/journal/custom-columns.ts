import { escapeIdentifier } from 'pg';
import { ColumnRefused } from './errors.ts';
import type { SqlText } from './sql-text.ts';

/** A custom property as the configuration declares it (configuration.md, "customProperties"). */
export interface CustomProperty {
  /** Key in user data. */
  readonly key: string;
  readonly column: string;
  readonly type: 'string' | 'number' | 'timestamp';
  /** Left out: no index of its own. */
  readonly indexed?: boolean;
}

/** The column of a custom property. */
export interface CustomColumn {
  readonly name: string;
  readonly type: 'text' | 'double precision' | 'timestamptz';
  readonly indexed: boolean;
}

const TYPES = { string: 'text', number: 'double precision', timestamp: 'timestamptz' } as const;

/** What a person can use in SQL without quotes; its index, with a prefix, stays within PostgreSQL's 63 characters. */
const COLUMN_NAME = /^[a-z_][a-z0-9_]{0,47}$/;

/** Columns that every interaction has, and names that mean a property of the system wherever interactions are asked for. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(
  (
    'id submit_seq priority received_at submitted_at moved_to_queue_at placed_in_queue_at delivered_at assigned_at abandoned_at ' +
    'place state is_online is_held is_locked media_type type subtype queue external_id parent_id submitted_by assigned_to agent_id ' +
    'place_id workbin_type_id workflow_state destinations out_queues course user_data tenant_id completed_at stop_reason ' +
    // PostgreSQL's own columns of every table.
    'tableoid xmin cmin xmax cmax ctid'
  ).split(' '),
);

/** Columns of the custom properties, in their order. Throws {@link ColumnRefused} for names that cannot be. */
export function customColumns(properties: readonly CustomProperty[]): CustomColumn[] {
  const seen = new Set<string>();
  return properties.map(({ key, column, type, indexed = false }) => {
    const where = `custom property '${key}': column '${column}'`;
    if (!COLUMN_NAME.test(column)) {
      throw new ColumnRefused(`${where} must be 1 to 48 of a-z, 0-9 and _, the first no digit`);
    }
    if (SYSTEM_COLUMNS.has(column))
      throw new ColumnRefused(`${where} has the name of a system property: choose another`);
    if (seen.has(column)) throw new ColumnRefused(`${where} is declared twice`);
    seen.add(column);
    return { name: column, type: TYPES[type], indexed };
  });
}

/** Puts the custom columns into a query that marks their places. `alias` is the name of the rows that come in. */
export function withCustomColumns(sql: SqlText, columns: readonly CustomColumn[], alias = 'c'): SqlText {
  const names = columns.map(({ name }) => escapeIdentifier(name));
  const places: Readonly<Record<string, readonly string[]>> = {
    'custom names': names,
    'custom values': names.map((name) => `${alias}.${name}`),
    'custom parameters': columns.map(({ type }, index) => `:custom_${index}::${type}[]`),
    'custom assignments': names.map((name) => `${name} = ${alias}.${name}`),
  };
  const text = sql.text.replace(/\{\{([a-z ]+)\}\}/g, (_, place: string) => {
    const list = places[place];
    if (list === undefined) throw new Error(`query ${sql.name} has a place '${place}' that nothing is known for`);
    return list.map((item) => `, ${item}`).join('');
  });
  return { name: sql.name, text };
}
