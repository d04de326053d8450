/** A partition of the completed interactions: those completed from `from` up to, not including, `to`. ms since 1970, whole seconds. */
export interface PartitionRange {
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PREFIX = 'completed_interactions_';
const NAME = new RegExp(`^${PREFIX}(\\d{8}t\\d{6})_(\\d{8}t\\d{6})$`);

/** How long a partition is: an hour, or a day where two days or more are kept, so that there are never many of them. */
export function partitionLength(retention: number): number {
  return retention < 2 * DAY ? HOUR : DAY;
}

/** `completed_interactions_20260131t130000_20260131t140000` */
export function partitionName({ from, to }: PartitionRange): string {
  return `${PREFIX}${compact(from)}_${compact(to)}`;
}

/** Undefined for a table that is not named like a partition of ours. */
export function parsePartitionName(name: string): PartitionRange | undefined {
  const [, from, to] = NAME.exec(name) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { from: parseCompact(from), to: parseCompact(to) };
}

/** The partition to make for a time that none of `existing` covers; shortened where it would overlap one of them. */
export function missingPartition(time: number, length: number, existing: readonly PartitionRange[]): PartitionRange {
  const start = Math.floor(time / length) * length;
  let range: PartitionRange = { from: start, to: start + length };
  for (const { from, to } of existing) {
    if (to <= time && to > range.from) range = { from: to, to: range.to };
    if (from > time && from < range.to) range = { from: range.from, to: from };
  }
  return range;
}

export function covers(ranges: readonly PartitionRange[], time: number): boolean {
  return ranges.some(({ from, to }) => from <= time && time < to);
}

function compact(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase();
}

function parseCompact(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
