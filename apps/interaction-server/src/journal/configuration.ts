import type { Parameter, Row } from './session.ts';

/** A configuration document that was found good (configuration.md, "Objects"). */
export interface SavedConfiguration {
  readonly version: string;
  /** As it came: JSON. */
  readonly document: string;
  /** ms since 1970, by the database's clock. */
  readonly savedAt: number;
}

/** A row of `configuration-load.sql`. */
export function readConfiguration(row: Row | undefined): SavedConfiguration | undefined {
  if (row === undefined) return undefined;
  const [version, document, savedAt] = row as [string, string, number];
  return { version, document, savedAt: Math.round(savedAt) };
}

/** Parameters of `configuration-save.sql`. */
export function configurationValues(epoch: number, version: string, document: string): readonly Parameter[] {
  return [String(epoch), version, document];
}
