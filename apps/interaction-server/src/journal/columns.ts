import { BinaryArray, type ElementType } from './binary-array.ts';

/** Columns of the rows of one kind in a batch, by the names of the query's parameters. */
export type Columns = Readonly<Record<string, BinaryArray>>;

/** One empty column for each name. */
export function makeColumns<Name extends string>(
  types: Readonly<Record<Name, ElementType>>,
): Readonly<Record<Name, BinaryArray>> {
  const columns = {} as Record<Name, BinaryArray>;
  for (const name of Object.keys(types) as Name[]) columns[name] = new BinaryArray(types[name]);
  return columns;
}

export function resetColumns(columns: Columns): void {
  for (const name in columns) columns[name]?.reset();
}
