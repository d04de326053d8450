import { COLUMNS, NUMBERS, type Row, rowsOf } from './rows.ts';
import type { BenchResult } from './result.ts';

/** The results as text for a terminal, one line for each who took part. */
export function table(results: readonly BenchResult[]): string {
  const rows = [COLUMNS, ...results.flatMap(rowsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: Row): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return NUMBERS.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const [head = COLUMNS, ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
