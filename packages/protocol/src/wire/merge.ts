import {
  EMPTY_PACKED,
  keyBytes,
  packTrusted,
  packedCount,
  packedSkip,
  packedStart,
  textSize,
  textStart,
  type Packed,
} from './packed.ts';
import { Writer } from './writer.ts';

/** Changes of user data as a property change carries them. */
export interface PackedChanges {
  readonly added?: Packed | undefined;
  readonly changed?: Packed | undefined;
  /** Names of top-level keys. */
  readonly deleted?: readonly string[] | undefined;
}

const writer = new Writer();

/**
 * Replaces whole top-level keys. First the deleted ones go; then those added and changed are set, in place where the key is
 * there, else at the end in their order; `changed` wins over `added`. Bytes of keys not named stay as they are.
 */
export function mergePacked(packed: Packed, changes: PackedChanges): Packed {
  const set = new Map<string, string>();
  if (changes.added !== undefined) collect(changes.added, set);
  if (changes.changed !== undefined) collect(changes.changed, set);
  const deleted = new Set((changes.deleted ?? []).map(keyBytes));
  if (set.size === 0 && deleted.size === 0) return packed;

  // What stays is taken over in runs of neighbours: `from` is where the present one starts.
  const parts: string[] = [];
  let kept = 0;
  let pos = packedStart(packed);
  let from = pos;
  for (let count = packedCount(packed); count > 0; count--) {
    const first = textStart(packed, pos);
    const last = first + textSize(packed, pos);
    const end = packedSkip(packed, last);
    const key = packed.slice(first, last);
    const pair = set.get(key);
    const gone = deleted.has(key);
    if (gone || pair !== undefined) {
      parts.push(packed.slice(from, pos));
      from = end;
    }
    if (pair !== undefined && !gone) {
      parts.push(pair);
      set.delete(key);
    }
    if (!gone) kept++;
    pos = end;
  }
  parts.push(packed.slice(from, pos));
  for (const pair of set.values()) parts.push(pair);
  return join(kept + set.size, parts);
}

/** Pairs (key and value together) by the bytes of their keys. */
function collect(packed: Packed, pairs: Map<string, string>): void {
  let pos = packedStart(packed);
  for (let count = packedCount(packed); count > 0; count--) {
    const first = textStart(packed, pos);
    const last = first + textSize(packed, pos);
    const end = packedSkip(packed, last);
    pairs.set(packed.slice(first, last), packed.slice(pos, end));
    pos = end;
  }
}

/** A flat string of its own: a concatenation would keep every map that it was made of alive. */
function join(count: number, parts: readonly string[]): Packed {
  if (count === 0) return EMPTY_PACKED;
  writer.reset();
  writer.map(count);
  for (const part of parts) writer.raw(part as Packed);
  return packTrusted(writer.buffer, 0, writer.pos);
}
