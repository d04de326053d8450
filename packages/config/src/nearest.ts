/**
 * The known name that a misspelt one most likely means: the fewest edits (insert, delete, replace, swap neighbours), at
 * most a third of its length. Undefined when none is that near. Case and `-`, `_`, `.` do not count.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = folded(name);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, folded(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "x"?` where a known name is near, else nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

const LONGEST_COMPARED = 128;

function folded(name: string): string {
  return name
    .slice(0, LONGEST_COMPARED)
    .toLowerCase()
    .replaceAll(/[-_.\s]/g, '');
}

/** Optimal string alignment distance; gives up with `limit` when it cannot be less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(cellOf(last, j) + 1, cellOf(row, j - 1) + 1, cellOf(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, cellOf(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return cellOf(last, b.length);
}

function cellOf(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
