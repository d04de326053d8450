import { ProtocolError } from '../errors.ts';
import {
  ARRAY_16,
  ARRAY_32,
  BIN_16,
  BIN_32,
  BIN_8,
  EXT_8,
  FALSE,
  FIXEXT_4,
  FIXEXT_8,
  FIX_ARRAY,
  FIX_MAP,
  FIX_STR,
  FLOAT_64,
  INT_16,
  INT_32,
  INT_64,
  INT_8,
  MAP_16,
  MAP_32,
  MAX_SECONDS,
  MIN_SECONDS,
  NIL,
  STR_16,
  STR_32,
  STR_8,
  TIMESTAMP,
  TRUE,
  TWO_32,
  UINT_16,
  UINT_32,
  UINT_64,
  UINT_8,
} from './format.ts';
import type { Packed } from './packed.ts';

const MAX_KEPT = 1 << 20;

/**
 * Writes MessagePack into a buffer that grows by doubling and is used again after {@link reset}. Values take the shortest form;
 * numbers that are not integers, and floats asked for, are float 64. Throws ProtocolError for what MessagePack or IXN cannot say.
 */
export class Writer {
  buffer: Buffer;
  /** Bytes written so far: where the next value goes. Setting it back drops what was written after. */
  pos = 0;
  readonly #capacity: number;

  constructor(capacity = 4096) {
    this.#capacity = capacity;
    this.buffer = Buffer.allocUnsafeSlow(capacity);
  }

  /** Starts again. A buffer that one huge message has grown is let go. */
  reset(): void {
    this.pos = 0;
    if (this.buffer.length > MAX_KEPT && this.buffer.length > this.#capacity) {
      this.buffer = Buffer.allocUnsafeSlow(this.#capacity);
    }
  }

  /** What was written, as a view that the next write may change. */
  view(): Buffer {
    return this.buffer.subarray(0, this.pos);
  }

  /** What was written, as bytes of their own. */
  copy(): Buffer {
    return Buffer.from(this.view());
  }

  /** Makes room for `size` more bytes. */
  reserve(size: number): void {
    if (this.pos + size > this.buffer.length) this.#grow(size);
  }

  #grow(size: number): void {
    let length = this.buffer.length * 2;
    while (length < this.pos + size) length *= 2;
    const grown = Buffer.allocUnsafeSlow(length);
    this.buffer.copy(grown, 0, 0, this.pos);
    this.buffer = grown;
  }

  nil(): void {
    this.reserve(1);
    this.buffer[this.pos++] = NIL;
  }

  bool(value: boolean): void {
    this.reserve(1);
    this.buffer[this.pos++] = value ? TRUE : FALSE;
  }

  /** A number must be a safe integer, a bigint within 64 bits (signed or unsigned). */
  int(value: number | bigint): void {
    if (typeof value === 'bigint') {
      this.#bigint(value);
      return;
    }
    if (!Number.isSafeInteger(value)) throw new ProtocolError('AttributeValue', `${value} is not a safe integer`);
    this.reserve(9);
    const buffer = this.buffer;
    if (value >= 0) {
      if (value < 0x80) buffer[this.pos++] = value;
      else if (value < 0x100) {
        buffer[this.pos++] = UINT_8;
        buffer[this.pos++] = value;
      } else if (value < 0x1_0000) {
        buffer[this.pos++] = UINT_16;
        buffer[this.pos++] = value >>> 8;
        buffer[this.pos++] = value;
      } else if (value < TWO_32) {
        buffer[this.pos++] = UINT_32;
        this.#u32(value);
      } else {
        buffer[this.pos++] = UINT_64;
        this.#u32(Math.floor(value / TWO_32));
        this.#u32(value >>> 0);
      }
    } else if (value >= -0x20) buffer[this.pos++] = value;
    else if (value >= -0x80) {
      buffer[this.pos++] = INT_8;
      buffer[this.pos++] = value;
    } else if (value >= -0x8000) {
      buffer[this.pos++] = INT_16;
      buffer[this.pos++] = value >> 8;
      buffer[this.pos++] = value;
    } else if (value >= -0x8000_0000) {
      buffer[this.pos++] = INT_32;
      this.#u32(value);
    } else {
      buffer[this.pos++] = INT_64;
      this.#u32(Math.floor(value / TWO_32));
      this.#u32(value >>> 0);
    }
  }

  #u32(value: number): void {
    const buffer = this.buffer;
    buffer[this.pos++] = value >>> 24;
    buffer[this.pos++] = value >>> 16;
    buffer[this.pos++] = value >>> 8;
    buffer[this.pos++] = value;
  }

  #bigint(value: bigint): void {
    if (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
      this.int(Number(value));
      return;
    }
    this.reserve(9);
    if (value > 0n && value < 1n << 64n) {
      this.buffer[this.pos++] = UINT_64;
      this.pos = this.buffer.writeBigUInt64BE(value, this.pos);
    } else if (value < 0n && value >= -(1n << 63n)) {
      this.buffer[this.pos++] = INT_64;
      this.pos = this.buffer.writeBigInt64BE(value, this.pos);
    } else throw new ProtocolError('AttributeValue', `${value} is beyond 64 bits`);
  }

  float(value: number): void {
    this.reserve(9);
    this.buffer[this.pos] = FLOAT_64;
    this.pos = this.buffer.writeDoubleBE(value, this.pos + 1);
  }

  /** Throws AttributeValue for lone surrogates, and for NUL where `nul` is false. */
  str(value: string, nul = true): void {
    const length = value.length;
    if (length > 48) {
      this.#longStr(value, nul);
      return;
    }
    this.reserve(50);
    const buffer = this.buffer;
    const start = this.pos;
    let pos = start;
    if (length < 32) buffer[pos++] = FIX_STR + length;
    else {
      buffer[pos++] = STR_8;
      buffer[pos++] = length;
    }
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80 || (code === 0 && !nul)) {
        this.#longStr(value, nul);
        return;
      }
      buffer[pos++] = code;
    }
    this.pos = pos;
  }

  #longStr(value: string, nul: boolean): void {
    if (!nul && value.includes('\0')) throw new ProtocolError('AttributeValue', 'NUL in a text');
    const size = Buffer.byteLength(value);
    if (size !== value.length && !value.isWellFormed()) {
      throw new ProtocolError('AttributeValue', 'a lone surrogate in a text');
    }
    this.strHeader(size);
    this.reserve(size);
    this.pos += this.buffer.write(value, this.pos, size, 'utf8');
  }

  /** Announces a str of `size` bytes, which the caller writes. */
  strHeader(size: number): void {
    this.reserve(5);
    const buffer = this.buffer;
    if (size < 32) buffer[this.pos++] = FIX_STR + size;
    else this.#sized(size, STR_8, STR_16, STR_32);
  }

  #sized(size: number, code8: number, code16: number, code32: number): void {
    const buffer = this.buffer;
    if (size < 0x100) {
      buffer[this.pos++] = code8;
      buffer[this.pos++] = size;
    } else if (size < 0x1_0000) {
      buffer[this.pos++] = code16;
      buffer[this.pos++] = size >>> 8;
      buffer[this.pos++] = size;
    } else {
      buffer[this.pos++] = code32;
      this.#u32(size);
    }
  }

  bin(value: Uint8Array): void {
    this.reserve(5 + value.length);
    this.#sized(value.length, BIN_8, BIN_16, BIN_32);
    this.buffer.set(value, this.pos);
    this.pos += value.length;
  }

  /** Milliseconds since 1970, a fraction becomes nanoseconds. Throws AttributeValue outside the years 1 to 9999. */
  timestamp(milliseconds: number): void {
    const seconds = Math.floor(milliseconds / 1000);
    this.timestampParts(seconds, Math.floor((milliseconds - seconds * 1000) * 1_000_000));
  }

  /** Seconds since 1970 (may be negative) and 0 … 999,999,999 nanoseconds. */
  timestampParts(seconds: number, nanoseconds: number): void {
    if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
      throw new ProtocolError('AttributeValue', 'a time outside the years 1 to 9999');
    }
    this.reserve(15);
    const buffer = this.buffer;
    if (seconds < 0 || seconds >= 4 * TWO_32) {
      buffer[this.pos++] = EXT_8;
      buffer[this.pos++] = 12;
      buffer[this.pos++] = TIMESTAMP;
      this.#u32(nanoseconds);
      this.#u32(Math.floor(seconds / TWO_32));
    } else if (nanoseconds === 0 && seconds < TWO_32) {
      buffer[this.pos++] = FIXEXT_4;
      buffer[this.pos++] = TIMESTAMP;
    } else {
      buffer[this.pos++] = FIXEXT_8;
      buffer[this.pos++] = TIMESTAMP;
      this.#u32(nanoseconds * 4 + Math.floor(seconds / TWO_32));
    }
    this.#u32(seconds >>> 0);
  }

  /** Announces `count` pairs, which the caller writes. */
  map(count: number): void {
    this.#container(count, FIX_MAP, MAP_16, MAP_32);
  }

  /** Announces `count` values, which the caller writes. */
  array(count: number): void {
    this.#container(count, FIX_ARRAY, ARRAY_16, ARRAY_32);
  }

  #container(count: number, fix: number, code16: number, code32: number): void {
    this.reserve(5);
    const buffer = this.buffer;
    if (count < 16) buffer[this.pos++] = fix + count;
    else if (count < 0x1_0000) {
      buffer[this.pos++] = code16;
      buffer[this.pos++] = count >>> 8;
      buffer[this.pos++] = count;
    } else {
      buffer[this.pos++] = code32;
      this.#u32(count);
    }
  }

  /** A packed map, as the bytes it is. */
  raw(packed: Packed): void {
    this.reserve(packed.length);
    this.pos += this.buffer.write(packed, this.pos, packed.length, 'latin1');
  }

  /** Bytes that are MessagePack already, such as keys made once. Meant for a few bytes: a loop beats a native call. */
  bytes(value: Uint8Array): void {
    const length = value.length;
    this.reserve(length);
    const buffer = this.buffer;
    let pos = this.pos;
    for (let index = 0; index < length; index++) buffer[pos++] = value[index] as number;
    this.pos = pos;
  }
}
