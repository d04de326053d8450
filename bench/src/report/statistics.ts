/** The middle of the values, the mean of the two middle ones where their number is even. Throws for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('there is no median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The ratios of two series, round by round. Throws when they are not of one length. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} rounds cannot be compared with ${theirs.length}`);
  return ours.map((value, round) => value / (theirs[round] as number));
}

/** Rounded to so many significant digits, for files that people read. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
