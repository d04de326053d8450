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

  const pairs: string[] = [];
  let pos = packedStart(packed);
  for (let count = packedCount(packed); count > 0; count--) {
    const first = textStart(packed, pos);
    const last = first + textSize(packed, pos);
    const end = packedSkip(packed, last);
    const key = packed.slice(first, last);
    if (!deleted.has(key)) {
      pairs.push(set.get(key) ?? packed.slice(pos, end));
      set.delete(key);
    }
    pos = end;
  }
  for (const pair of set.values()) pairs.push(pair);
  return join(pairs);
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
function join(pairs: readonly string[]): Packed {
  if (pairs.length === 0) return EMPTY_PACKED;
  writer.reset();
  writer.map(pairs.length);
  for (const pair of pairs) writer.raw(pair as Packed);
  return packTrusted(writer.buffer, 0, writer.pos);
}
