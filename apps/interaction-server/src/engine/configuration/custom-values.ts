import { packedGet, type KvValue, type Packed } from '@ixn/protocol';
import type { CustomValue } from '../../state/interaction.ts';
import type { CustomPropertyRule } from './tenant-configuration.ts';

/** Years 1 to 9999 in ms: what the database and the protocol can hold. */
const MIN_TIME = -62_135_596_800_000;
const MAX_TIME = 253_402_300_799_999;
/** Bytes of UTF-8 that a custom string may have: an index entry must fit on a page. */
const MAX_TEXT = 2000;

const NO_VALUES: readonly CustomValue[] = Object.freeze([]);

/** What did not fit was set to null; `misfits` says how many that were. Used again by the next call. */
export const extraction = { misfits: 0 };

/** Values of the custom properties in user data, null where there is none or one that does not fit. */
export function customValues(rules: readonly CustomPropertyRule[], userData: Packed): readonly CustomValue[] {
  extraction.misfits = 0;
  if (rules.length === 0) return NO_VALUES;
  const values: CustomValue[] = [];
  for (const rule of rules) values.push(customValue(rule, packedGet(userData, rule.key)));
  return values;
}

function customValue(rule: CustomPropertyRule, value: KvValue | undefined): CustomValue {
  if (value === undefined || value === null) return null;
  const fitted = fit(rule.type, value);
  if (fitted === null) extraction.misfits++;
  return fitted;
}

function fit(type: CustomPropertyRule['type'], value: KvValue): CustomValue {
  switch (type) {
    case 'string':
      return typeof value === 'string' && isStorable(value) ? value : null;
    case 'number':
      if (typeof value === 'bigint') return Number(value);
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    case 'timestamp':
      return timeOf(value);
  }
}

/** Text that PostgreSQL takes and can index. */
function isStorable(text: string): boolean {
  if (text.length > MAX_TEXT || text.includes('\0')) return false;
  return text.length * 3 <= MAX_TEXT || Buffer.byteLength(text) <= MAX_TEXT;
}

/** ms of a timestamp, of RFC 3339 text or of Unix seconds; null for anything else. */
function timeOf(value: KvValue): number | null {
  let time = NaN;
  if (value instanceof Date) time = value.getTime();
  else if (typeof value === 'number') time = Math.round(value * 1000);
  else if (typeof value === 'string' && isRfc3339(value)) time = Date.parse(value);
  return time >= MIN_TIME && time <= MAX_TIME ? time : null;
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

function isRfc3339(text: string): boolean {
  return text.length >= 20 && text.length <= 35 && RFC_3339.test(text);
}
