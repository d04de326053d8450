import { ERRORS, errorText, type ErrorName } from './errors.ts';
import type { Attributes, MessageDefinition, Plain, Sent } from './message.ts';
import { HEADER_SIZE, LENGTH_SIZE, PROTOCOL_VERSION } from './wire/frame.ts';
import { TYPE_MAP } from './wire/format.ts';
import { Reader } from './wire/reader.ts';
import type { Writer } from './wire/writer.ts';

/** Why a body is refused: what EventError says about it. */
export class Fault {
  readonly error: ErrorName;
  /** ErrorCode */
  readonly code: number;
  /** Path of the attribute at fault, '' when the body as a whole is. */
  readonly attribute: string;
  /** ErrorDescription */
  readonly text: string;

  constructor(error: ErrorName, detail: string, attribute: string) {
    this.error = error;
    this.code = ERRORS[error].number;
    this.attribute = attribute;
    this.text = errorText(error, attribute === '' || attribute === detail ? detail : `${attribute}: ${detail}`);
  }
}

const reader = new Reader();
const EMPTY_MAP = Buffer.from([0x80]);

/**
 * Reads the body (bytes start…end) of a message. `packed` is how the server wants it: KV lists as {@link Packed}, times as ms;
 * `plain` is for clients. Never throws: what is wrong with the body is returned as {@link Fault}. Nothing of the buffer is kept.
 */
export function decodeBody<M extends MessageDefinition>(
  message: M,
  buffer: Buffer,
  start: number,
  end: number,
  mode: 'packed',
): Attributes<M> | Fault;
export function decodeBody<M extends MessageDefinition>(
  message: M,
  buffer: Buffer,
  start: number,
  end: number,
  mode: 'plain',
): Plain<M> | Fault;
export function decodeBody(
  message: MessageDefinition,
  buffer: Buffer,
  start: number,
  end: number,
  mode: 'packed' | 'plain',
): object {
  if (start === end) reader.reset(EMPTY_MAP, 0, 1);
  else reader.reset(buffer, start, end);
  if (reader.type() !== TYPE_MAP) reader.fail('MalformedBody', 'the body is not a map');
  const attributes = message.schema.decode(reader, mode === 'plain');
  if (reader.pos !== reader.end) reader.fail('MalformedBody', 'bytes are left over');
  if (reader.error === undefined && message.kind === 'request' && message.oneOf.length > 0) {
    checkOneOf(message.oneOf, attributes);
  }
  return reader.error === undefined ? attributes : new Fault(reader.error, reader.detail, reader.path);
}

function checkOneOf(groups: readonly (readonly string[])[], attributes: Readonly<Record<string, unknown>>): void {
  for (const group of groups) {
    if (group.some((name) => attributes[name] !== undefined)) continue;
    reader.fail('AttributeMissing', `one of ${group.join(', ')}`);
    reader.path = group[0] as string;
    return;
  }
}

/**
 * Appends a whole frame to the writer and returns its size in bytes, header included. Throws ProtocolError where an attribute is
 * missing or wrong; then nothing was appended. Whether the frame may be that long is for the caller to see to.
 */
export function encodeFrame<M extends MessageDefinition>(
  writer: Writer,
  message: M,
  referenceId: number,
  proxyClientId: number,
  attributes: Sent<M>,
): number {
  const start = writer.pos;
  writer.reserve(HEADER_SIZE);
  writer.pos = start + HEADER_SIZE;
  try {
    const source = attributes as Readonly<Record<string, unknown>>;
    if (!message.schema.isEmpty(source)) message.schema.encode(writer, source);
  } catch (error) {
    writer.pos = start;
    throw error;
  }
  const size = writer.pos - start;
  writeHeader(writer.buffer, start, size, message.code, referenceId, proxyClientId);
  return size;
}

/** Writes the 16 bytes before a body. `size` is that of the whole frame. */
export function writeHeader(
  buffer: Buffer,
  start: number,
  size: number,
  code: number,
  referenceId: number,
  proxyClientId: number,
): void {
  writeUint32(buffer, start, size - LENGTH_SIZE);
  buffer[start + 4] = code >>> 8;
  buffer[start + 5] = code;
  buffer[start + 6] = PROTOCOL_VERSION;
  buffer[start + 7] = 0;
  writeUint32(buffer, start + 8, referenceId);
  writeUint32(buffer, start + 12, proxyClientId);
}

function writeUint32(buffer: Buffer, pos: number, value: number): void {
  buffer[pos] = value >>> 24;
  buffer[pos + 1] = value >>> 16;
  buffer[pos + 2] = value >>> 8;
  buffer[pos + 3] = value;
}
