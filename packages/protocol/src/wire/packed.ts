import { ProtocolError } from '../errors.ts';
import { FIX_STR, STR_16, STR_8, TYPE_MAP } from './format.ts';
import { Reader } from './reader.ts';
import { readMap, readValue, type KvInputMap, type KvMap, type KvValue } from './values.ts';
import { writeMap } from './values.ts';
import { Writer } from './writer.ts';

declare const brand: unique symbol;

/**
 * A MessagePack map that was found good, one character a byte (latin1). So user data stays byte for byte what came, costs the
 * collector one flat string, and is written with one call.
 */
export type Packed = string & { readonly [brand]: 'Packed' };

export const EMPTY_PACKED = '\x80' as Packed;

const reader = new Reader();
const writer = new Writer();
let scratch = Buffer.allocUnsafeSlow(4096);

/** Bytes of the map. */
export function packedSize(packed: Packed): number {
  return packed.length;
}

export function packedToBytes(packed: Packed): Buffer {
  return Buffer.from(packed, 'latin1');
}

/** Checks bytes start…end to be one good map and keeps them. Throws ProtocolError MalformedBody. */
export function packBytes(buffer: Buffer, start = 0, end = buffer.length): Packed {
  reader.reset(buffer, start, end);
  if (reader.type() !== TYPE_MAP) throw new ProtocolError('MalformedBody', 'not a map');
  reader.skip();
  if (reader.error !== undefined) throw new ProtocolError(reader.error, reader.detail);
  if (reader.pos !== end) throw new ProtocolError('MalformedBody', 'bytes are left over');
  return packTrusted(buffer, start, end);
}

/** Keeps bytes that were checked before, such as those that come back from our own store. */
export function packTrusted(buffer: Buffer, start = 0, end = buffer.length): Packed {
  return buffer.toString('latin1', start, end) as Packed;
}

/** Packs a plain object. Throws ProtocolError for what a KV list cannot hold. */
export function pack(map: KvInputMap): Packed {
  writer.reset();
  writeMap(writer, map);
  return packTrusted(writer.buffer, 0, writer.pos);
}

export function unpack(packed: Packed): KvMap {
  load(packed, 0, packed.length);
  return readMap(reader);
}

/** Lets the reader stand on a part of a packed map. */
function load(packed: Packed, start: number, end: number): void {
  const part = start === 0 && end === packed.length ? packed : packed.slice(start, end);
  if (scratch.length < part.length) scratch = Buffer.allocUnsafeSlow(part.length * 2);
  scratch.write(part, 0, part.length, 'latin1');
  reader.reset(scratch, 0, part.length);
}

/** Value of a top-level key, undefined when there is none. Nothing else is decoded. */
export function packedGet(packed: Packed, key: string): KvValue | undefined {
  const wanted = keyBytes(key);
  let pos = packedStart(packed);
  for (let count = packedCount(packed); count > 0; count--) {
    const first = textStart(packed, pos);
    const last = first + textSize(packed, pos);
    const end = packedSkip(packed, last);
    if (last - first === wanted.length && packed.startsWith(wanted, first)) {
      load(packed, last, end);
      return readValue(reader);
    }
    pos = end;
  }
  return undefined;
}

/** Top-level keys in their order. */
export function packedKeys(packed: Packed): string[] {
  const keys: string[] = [];
  let pos = packedStart(packed);
  for (let count = packedCount(packed); count > 0; count--) {
    const first = textStart(packed, pos);
    const last = first + textSize(packed, pos);
    keys.push(Buffer.from(packed.slice(first, last), 'latin1').toString('utf8'));
    pos = packedSkip(packed, last);
  }
  return keys;
}

/** A key's UTF-8 bytes, one character each. */
export function keyBytes(key: string): string {
  for (let index = 0; index < key.length; index++) {
    if (key.charCodeAt(index) >= 0x80) return Buffer.from(key, 'utf8').toString('latin1');
  }
  return key;
}

/** Number of top-level pairs. */
export function packedCount(packed: Packed): number {
  const byte = packed.charCodeAt(0);
  if (byte < 0xc0) return byte & 0x0f;
  return unsigned(packed, 1, byte === 0xde ? 2 : 4);
}

/** Where the first key starts. */
export function packedStart(packed: Packed): number {
  const byte = packed.charCodeAt(0);
  if (byte < 0xc0) return 1;
  return byte === 0xde ? 3 : 5;
}

/** Where the text of the str at `pos` starts. */
export function textStart(packed: string, pos: number): number {
  const byte = packed.charCodeAt(pos);
  if (byte < 0xc0) return pos + 1;
  return pos + (byte === STR_8 ? 2 : byte === STR_16 ? 3 : 5);
}

/** Bytes of the text of the str at `pos`. */
export function textSize(packed: string, pos: number): number {
  const byte = packed.charCodeAt(pos);
  if (byte < 0xc0) return byte - FIX_STR;
  return unsigned(packed, pos + 1, byte === STR_8 ? 1 : byte === STR_16 ? 2 : 4);
}

function unsigned(packed: string, pos: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + packed.charCodeAt(pos + index);
  return value;
}

/** Bytes of header and content by first byte, for values of fixed size. 0: the size is read from what follows. */
const FIXED_SIZE = new Uint8Array(256).map((_, byte) => {
  if (byte < 0x80 || byte >= 0xe0 || (byte >= 0xc0 && byte <= 0xc3)) return 1;
  if (byte >= 0xa0 && byte < 0xc0) return 1 + byte - FIX_STR;
  return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9, 2, 3, 5, 9, 0, 0, 6, 10][byte - 0xc0] ?? 0;
});

/** Where the value at `pos` ends. */
export function packedSkip(packed: string, pos: number): number {
  let at = pos;
  for (let open = 1; open > 0; open--) {
    const byte = packed.charCodeAt(at);
    const fixed = FIXED_SIZE[byte] as number;
    if (fixed !== 0) {
      at += fixed;
      continue;
    }
    if (byte < 0x90) {
      open += (byte & 0x0f) * 2;
      at += 1;
    } else if (byte < 0xa0) {
      open += byte & 0x0f;
      at += 1;
    } else if (byte >= 0xdc) {
      const width = byte & 1 ? 4 : 2;
      open += unsigned(packed, at + 1, width) * (byte >= 0xde ? 2 : 1);
      at += 1 + width;
    } else if (byte === 0xc7) {
      at += 15;
    } else {
      const width = 1 << (byte < 0xd9 ? byte - 0xc4 : byte - 0xd9);
      at += 1 + width + unsigned(packed, at + 1, width);
    }
  }
  return at;
}
