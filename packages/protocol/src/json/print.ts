import { encodeFrame } from '../codec.ts';
import { ProtocolError } from '../errors.ts';
import { itemOf, schemaOf } from '../kinds/containers.ts';
import type { Kind } from '../kinds/kind.ts';
import { timestamp } from '../kinds/numbers.ts';
import type { Schema } from '../kinds/schema.ts';
import type { MessageDefinition } from '../message.ts';
import {
  MAX_DEPTH,
  TYPE_ARRAY,
  TYPE_BIN,
  TYPE_BOOL,
  TYPE_FLOAT,
  TYPE_INT,
  TYPE_MAP,
  TYPE_NIL,
  TYPE_STR,
  TYPE_TIMESTAMP,
} from '../wire/format.ts';
import { HEADER_SIZE } from '../wire/frame.ts';
import { packedToBytes, type Packed } from '../wire/packed.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';

/**
 * JSON of what travels as MessagePack, made from the bytes, so that key order and the difference of 1 and 1.0 stay. Within KV
 * lists `{"$bin": base64}`, `{"$ts": RFC 3339}`, `{"$int": "…"}` beyond 2^53 − 1, `{"$float": "NaN"}` for what JSON has no number
 * for; attributes that are times are plain RFC 3339 strings.
 */

/** JSON text of a KV list. */
export function packedToJson(packed: Packed): string {
  const bytes = packedToBytes(packed);
  return printAll(bytes, 0, bytes.length, undefined);
}

/** JSON text of the body (bytes start…end) of a message. Throws ProtocolError MalformedBody if it is not well-formed. */
export function bodyToJson(message: MessageDefinition, buffer: Buffer, start: number, end: number): string {
  return start === end ? '{}' : printAll(buffer, start, end, message.schema);
}

/** JSON text of the attributes of a message, packed or plain. */
export function attributesToJson(message: MessageDefinition, attributes: object): string {
  const writer = new Writer();
  const size = encodeFrame(writer, message, 0, 0, attributes);
  return bodyToJson(message, writer.buffer, HEADER_SIZE, size);
}

function printAll(buffer: Buffer, start: number, end: number, schema: Schema | undefined): string {
  const reader = new Reader();
  reader.reset(buffer, start, end);
  const json = reader.expect(TYPE_MAP) ? printMap(reader, schema, undefined, 1) : '';
  if (reader.pos !== end) reader.fail('MalformedBody', 'bytes are left over');
  if (reader.error !== undefined) throw new ProtocolError('MalformedBody', reader.detail);
  return json;
}

/** Values of a known kind bound their own depth; within a KV list it is counted. */
function printKnown(reader: Reader, kind: Kind): string {
  const type = reader.type();
  if (kind === timestamp && type === TYPE_TIMESTAMP) {
    reader.timestamp();
    return `"${rfc3339(reader.seconds, reader.nanoseconds)}"`;
  }
  const schema = schemaOf(kind);
  if (schema !== undefined && type === TYPE_MAP) return printMap(reader, schema, undefined, 1);
  const item = itemOf(kind);
  if (item?.shape === 'list' && type === TYPE_ARRAY) return printArray(reader, item.kind, 1);
  if (item?.shape === 'record' && type === TYPE_MAP) return printMap(reader, undefined, item.kind, 1);
  return print(reader, 1);
}

function print(reader: Reader, depth: number): string {
  switch (reader.type()) {
    case TYPE_NIL:
      reader.pos++;
      return 'null';
    case TYPE_BOOL:
      return reader.bool() ? 'true' : 'false';
    case TYPE_INT: {
      const value = reader.int();
      return typeof value === 'number' ? String(value) : `{"$int":"${value}"}`;
    }
    case TYPE_FLOAT:
      return printFloat(reader.float());
    case TYPE_STR:
      return printText(reader);
    case TYPE_BIN:
      reader.bin();
      return `{"$bin":"${reader.buffer.toString('base64', reader.first, reader.last)}"}`;
    case TYPE_TIMESTAMP:
      reader.timestamp();
      return `{"$ts":"${rfc3339(reader.seconds, reader.nanoseconds)}"}`;
    case TYPE_ARRAY:
      return printArray(reader, undefined, depth);
    case TYPE_MAP:
      return printMap(reader, undefined, undefined, depth);
    default:
      reader.skip();
      return '';
  }
}

function printText(reader: Reader): string {
  reader.str();
  return JSON.stringify(reader.buffer.toString('utf8', reader.first, reader.last));
}

function printArray(reader: Reader, kind: Kind | undefined, depth: number): string {
  if (depth > MAX_DEPTH) reader.fail('MalformedBody', `nested deeper than ${MAX_DEPTH}`);
  let json = '[';
  const count = reader.error === undefined ? reader.array() : 0;
  for (let index = 0; index < count && reader.error === undefined; index++) {
    if (index > 0) json += ',';
    json += kind === undefined ? print(reader, depth + 1) : printKnown(reader, kind);
  }
  return `${json}]`;
}

/** Of values that are all of one kind, or each of the kind that the schema says, or of any. */
function printMap(reader: Reader, schema: Schema | undefined, kind: Kind | undefined, depth: number): string {
  if (depth > MAX_DEPTH) reader.fail('MalformedBody', `nested deeper than ${MAX_DEPTH}`);
  let json = '{';
  const count = reader.error === undefined ? reader.map() : 0;
  for (let index = 0; index < count && reader.expectKey(); index++) {
    if (index > 0) json += ',';
    json += `${printText(reader)}:`;
    const known = kind ?? schema?.find(reader, index)?.kind;
    json += known === undefined ? print(reader, schema === undefined ? depth + 1 : 1) : printKnown(reader, known);
  }
  return `${json}}`;
}

/** A float with an integral value keeps its point, so that it is told from an int. */
function printFloat(value: number): string {
  if (!Number.isFinite(value)) return `{"$float":"${value}"}`;
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}

/** Milliseconds where they are enough, else nanoseconds. */
export function rfc3339(seconds: number, nanoseconds: number): string {
  const iso = new Date(seconds * 1000 + Math.floor(nanoseconds / 1_000_000)).toISOString();
  if (nanoseconds % 1_000_000 === 0) return iso;
  return `${iso.slice(0, -5)}.${String(nanoseconds).padStart(9, '0')}Z`;
}
