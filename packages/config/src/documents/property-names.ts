import { RESERVED_COLUMNS, RESERVED_WORDS } from './reserved-words.ts';
import { faultAt, type PlacedFault } from '../fault.ts';
import { SYSTEM_PROPERTIES } from './system-properties.ts';
import type { ShapedDocument } from './tenant-document.ts';

const SYSTEM_COLUMNS = new Set(SYSTEM_PROPERTIES.map((property) => property.column));
const COLUMN_BY_NAME = new Map(SYSTEM_PROPERTIES.map((property) => [property.name.toLowerCase(), property.column]));

/** Keys and columns of custom properties are unique, and none is one of the system's. */
export function* badCustomProperties(document: ShapedDocument): Generator<PlacedFault> {
  const keys = new Set<string>();
  const columns = new Set<string>();
  for (const [at, { key, column }] of document.customProperties.entries()) {
    const path = ['customProperties', at];
    if (COLUMN_BY_NAME.has(key.toLowerCase())) {
      yield faultAt([...path, 'key'], `"${key}" is the name of a system property; expected another key`);
    }
    if (keys.has(key)) yield faultAt([...path, 'key'], `"${key}" is the key of another custom property already`);
    if (SYSTEM_COLUMNS.has(column) || RESERVED_COLUMNS.has(column) || COLUMN_BY_NAME.has(column.replaceAll('_', ''))) {
      yield faultAt([...path, 'column'], `"${column}" is a column of the system; expected another name`);
    } else if (RESERVED_WORDS.has(column)) {
      yield faultAt([...path, 'column'], `"${column}" is a word of SQL; expected another name`);
    }
    if (columns.has(column)) yield faultAt([...path, 'column'], `"${column}" is the column of another custom property`);
    keys.add(key);
    columns.add(column);
  }
}

/**
 * The column that a name means: the name of a system property, its column, or the column of a custom property, with or
 * without brackets; names of system properties in any case. Undefined when it is none.
 */
export function columnOf(name: string, document: Pick<ShapedDocument, 'customProperties'>): string | undefined {
  const bare = /^\[(.*)\]$/.exec(name)?.[1] ?? name;
  const column = bare.toLowerCase();
  if (SYSTEM_COLUMNS.has(column)) return column;
  const custom = document.customProperties.find((property) => property.column === column);
  return custom?.column ?? COLUMN_BY_NAME.get(column);
}
