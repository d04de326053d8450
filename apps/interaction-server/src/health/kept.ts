/**
 * Rows of series by key, as long as their objects are there. Each scrape marks what it sees; {@link sweep} drops what the last
 * scrape has not seen.
 */
export class Kept<Row> {
  readonly #rows = new Map<string, { readonly row: Row; seen: number }>();
  #scrape = 0;

  /** Begins a scrape. */
  begin(): void {
    this.#scrape += 1;
  }

  /** The row of an object that is there, made when it is new. */
  row(key: string, make: () => Row): Row {
    let kept = this.#rows.get(key);
    if (kept === undefined) {
      kept = { row: make(), seen: 0 };
      this.#rows.set(key, kept);
    }
    kept.seen = this.#scrape;
    return kept.row;
  }

  /** Drops the rows of objects that are gone. */
  sweep(drop: (row: Row) => void): void {
    for (const [key, { row, seen }] of this.#rows) {
      if (seen === this.#scrape) continue;
      this.#rows.delete(key);
      drop(row);
    }
  }
}
