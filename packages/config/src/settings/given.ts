/** A raw value and where it came from, in words that complete "from …". */
export interface Given {
  readonly raw: unknown;
  readonly source: string;
  readonly line?: number;
}

/** Raw values by setting key. */
export type GivenByKey = ReadonlyMap<string, Given>;
