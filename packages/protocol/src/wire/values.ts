import { ProtocolError } from '../errors.ts';
import {
  MAX_DEPTH,
  TYPE_ARRAY,
  TYPE_BIN,
  TYPE_BOOL,
  TYPE_FLOAT,
  TYPE_INT,
  TYPE_MAP,
  TYPE_STR,
  TYPE_TIMESTAMP,
} from './format.ts';
import type { Reader } from './reader.ts';
import { isCacheable, sharedAscii } from './shared-strings.ts';
import type { Writer } from './writer.ts';

/**
 * What a KV list may hold, as JavaScript sees it. Integers beyond 2^53 − 1 are bigint; a Date keeps milliseconds of a timestamp
 * that may have nanoseconds; bytes are Uint8Array. Floats with an integral value become numbers like ints: only the packed form
 * keeps the difference.
 */
export type KvValue = null | boolean | number | bigint | string | Date | Uint8Array | readonly KvValue[] | KvMap;
export interface KvMap {
  readonly [key: string]: KvValue;
}

/** The same, as it may be given to be sent: undefined values are left out. */
export type KvInput =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | readonly KvInput[]
  | KvInputMap;
export interface KvInputMap {
  readonly [key: string]: KvInput;
}

/** Reads one value that {@link Reader.skip} has found good. */
export function readValue(reader: Reader): KvValue {
  switch (reader.type()) {
    case TYPE_BOOL:
      return reader.bool();
    case TYPE_INT:
      return reader.int();
    case TYPE_FLOAT:
      return reader.float();
    case TYPE_STR:
      reader.str();
      return reader.buffer.toString('utf8', reader.first, reader.last);
    case TYPE_BIN:
      reader.bin();
      return new Uint8Array(reader.buffer.subarray(reader.first, reader.last));
    case TYPE_TIMESTAMP:
      reader.timestamp();
      return new Date(reader.seconds * 1000 + Math.floor(reader.nanoseconds / 1_000_000));
    case TYPE_ARRAY: {
      const list: KvValue[] = [];
      for (let count = reader.array(); count > 0; count--) list.push(readValue(reader));
      return list;
    }
    case TYPE_MAP:
      return readMap(reader);
    default:
      reader.pos++;
      return null;
  }
}

/** Keys come again and again, so they are looked up before they are made. */
function readKey({ buffer, first, last }: Reader): string {
  const known = isCacheable(last - first) ? sharedAscii(buffer, first, last) : undefined;
  return known ?? buffer.toString('utf8', first, last);
}

/** Reads a map that {@link Reader.skip} has found good. */
export function readMap(reader: Reader): KvMap {
  const map: Record<string, KvValue> = {};
  for (let count = reader.map(); count > 0; count--) {
    reader.str();
    const key = readKey(reader);
    const value = readValue(reader);
    if (key === '__proto__')
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    else map[key] = value;
  }
  return map;
}

/** Writes one value. Throws AttributeType for what a KV list cannot hold, AttributeValue for bad texts, times and depth. */
export function writeValue(writer: Writer, value: unknown, depth = 1): void {
  switch (typeof value) {
    case 'string':
      writer.str(value);
      return;
    case 'number':
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) writer.int(value);
      else writer.float(value);
      return;
    case 'boolean':
      writer.bool(value);
      return;
    case 'bigint':
      writer.int(value);
      return;
    case 'object':
      writeObject(writer, value, depth);
      return;
    default:
      throw new ProtocolError('AttributeType', `a KV list cannot hold a ${typeof value}`);
  }
}

function writeObject(writer: Writer, value: object | null, depth: number): void {
  if (value === null) writer.nil();
  else if (value instanceof Date) writer.timestamp(value.getTime());
  else if (value instanceof Uint8Array) writer.bin(value);
  else if (Array.isArray(value)) {
    if (depth > MAX_DEPTH) throw tooDeep();
    writer.array(value.length);
    for (const item of value) writeValue(writer, item ?? null, depth + 1);
  } else writeMap(writer, value as Readonly<Record<string, unknown>>, depth);
}

/** Writes a plain object as a map; keys whose value is undefined are left out. */
export function writeMap(writer: Writer, map: Readonly<Record<string, unknown>>, depth = 1): void {
  if (depth > MAX_DEPTH) throw tooDeep();
  const keys = Object.keys(map);
  let count = 0;
  for (const key of keys) if (map[key] !== undefined) count++;
  writer.map(count);
  for (const key of keys) {
    const value = map[key];
    if (value === undefined) continue;
    writer.str(key);
    writeValue(writer, value, depth + 1);
  }
}

function tooDeep(): ProtocolError {
  return new ProtocolError('AttributeValue', `nested deeper than ${MAX_DEPTH}`);
}
