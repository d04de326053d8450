import type { ErrorName } from '../errors.ts';
import {
  ARRAY_16,
  ARRAY_32,
  BIN_16,
  BIN_8,
  EXT_8,
  FIXEXT_4,
  FIXEXT_8,
  FIX_STR,
  FLOAT_32,
  INT_16,
  INT_32,
  INT_8,
  MAP_16,
  MAP_32,
  MAX_DEPTH,
  MAX_SECONDS,
  MIN_SECONDS,
  NIL,
  STR_16,
  STR_8,
  TIMESTAMP,
  TRUE,
  TWO_32,
  TYPE_ARRAY,
  TYPE_BAD,
  TYPE_BIN,
  TYPE_BOOL,
  TYPE_FLOAT,
  TYPE_INT,
  TYPE_MAP,
  TYPE_NAMES,
  TYPE_NIL,
  TYPE_OF,
  TYPE_STR,
  TYPE_TIMESTAMP,
  UINT_16,
  UINT_32,
  UINT_64,
  UINT_8,
} from './format.ts';
import { isWellFormedUtf8 } from './utf8.ts';

const NOTHING = Buffer.alloc(0);

/** Keys of a map with at most this many pairs are compared with each other, of larger ones through a set. */
const FEW_KEYS = 16;
const keyBounds = new Int32Array((MAX_DEPTH + 1) * FEW_KEYS * 2);

/**
 * Reads MessagePack from a range of a buffer. Total: no input makes a method throw, loop or read outside the range. The first
 * fault is kept in {@link error}, everything read after it is a zero value, and the position is the end.
 */
export class Reader {
  buffer: Buffer = NOTHING;
  pos = 0;
  end = 0;
  /** Undefined while nothing was wrong. */
  error: ErrorName | undefined = undefined;
  /** What exactly is wrong. */
  detail = '';
  /** Attribute at fault, put together from the inside out by those who know the names. */
  path = '';
  /** Range of the bytes of the last str or bin. */
  first = 0;
  last = 0;
  /** Parts of the last timestamp. */
  seconds = 0;
  nanoseconds = 0;

  reset(buffer: Buffer, start: number, end: number): void {
    this.buffer = buffer;
    this.pos = start;
    this.end = end;
    this.error = undefined;
    this.detail = '';
    this.path = '';
  }

  /** Keeps the first fault and stops reading. */
  fail(error: ErrorName, detail: string): void {
    if (this.error !== undefined) return;
    this.error = error;
    this.detail = detail;
    this.pos = this.end;
  }

  #truncated(): void {
    this.fail('MalformedBody', 'the body ends within a value');
  }

  /** Type of the next value, one of the TYPE_ numbers; TYPE_BAD at the end and for bytes outside the subset. */
  type(): number {
    return this.pos < this.end ? (TYPE_OF[this.buffer[this.pos] as number] as number) : TYPE_BAD;
  }

  /** Whether the next value is of this type; if not, that is a fault. */
  expect(wanted: number): boolean {
    const type = this.type();
    if (type === wanted) return true;
    if (type === TYPE_BAD) this.#outside();
    else this.fail('AttributeType', `expected ${TYPE_NAMES[wanted]}, got ${TYPE_NAMES[type]}`);
    return false;
  }

  /** Whether a map's next key, a str, follows; if not, that is a fault. */
  expectKey(): boolean {
    const type = this.type();
    if (type === TYPE_STR) return true;
    if (type === TYPE_BAD) this.#outside();
    else this.fail('MalformedBody', `a key is not a str but ${TYPE_NAMES[type]}`);
    return false;
  }

  #outside(): void {
    if (this.pos >= this.end) this.#truncated();
    else this.fail('MalformedBody', `byte 0x${(this.buffer[this.pos] as number).toString(16)} is outside the subset`);
  }

  /** Whether the next value is nil; if so it is passed. */
  nil(): boolean {
    if (this.pos >= this.end || this.buffer[this.pos] !== NIL) return false;
    this.pos++;
    return true;
  }

  bool(): boolean {
    return this.buffer[this.pos++] === TRUE;
  }

  /** An int, after {@link type} has said so. A bigint where a number would not be exact. */
  int(): number | bigint {
    const buffer = this.buffer;
    const byte = buffer[this.pos++] as number;
    if (byte < 0x80) return byte;
    if (byte >= 0xe0) return byte - 0x100;
    const size = byte < INT_8 ? 1 << (byte - UINT_8) : 1 << (byte - INT_8);
    const pos = this.pos;
    if (this.end - pos < size) {
      this.#truncated();
      return 0;
    }
    this.pos += size;
    switch (byte) {
      case UINT_8:
        return buffer[pos] as number;
      case UINT_16:
        return buffer.readUInt16BE(pos);
      case UINT_32:
        return buffer.readUInt32BE(pos);
      case UINT_64: {
        const value = buffer.readUInt32BE(pos) * TWO_32 + buffer.readUInt32BE(pos + 4);
        return Number.isSafeInteger(value) ? value : buffer.readBigUInt64BE(pos);
      }
      case INT_8:
        return buffer.readInt8(pos);
      case INT_16:
        return buffer.readInt16BE(pos);
      case INT_32:
        return buffer.readInt32BE(pos);
      default: {
        const value = buffer.readInt32BE(pos) * TWO_32 + buffer.readUInt32BE(pos + 4);
        return Number.isSafeInteger(value) ? value : buffer.readBigInt64BE(pos);
      }
    }
  }

  /** A float, after {@link type} has said so. */
  float(): number {
    const pos = this.pos + 1;
    const size = this.buffer[this.pos] === FLOAT_32 ? 4 : 8;
    if (this.end - pos < size) {
      this.#truncated();
      return 0;
    }
    this.pos = pos + size;
    return size === 4 ? this.buffer.readFloatBE(pos) : this.buffer.readDoubleBE(pos);
  }

  /** Finds the bytes of a str, after {@link type} has said so: {@link first} … {@link last}. UTF-8 is not looked at yet. */
  str(): void {
    const byte = this.buffer[this.pos] as number;
    if (byte < 0xc0) {
      this.first = this.pos + 1;
      this.#span(byte - FIX_STR);
    } else this.#sized(byte, STR_8, STR_16);
  }

  bin(): void {
    this.#sized(this.buffer[this.pos] as number, BIN_8, BIN_16);
  }

  #sized(byte: number, code8: number, code16: number): void {
    const pos = this.pos + 1;
    const width = byte === code8 ? 1 : byte === code16 ? 2 : 4;
    if (this.end - pos < width) {
      this.first = this.last = this.end;
      this.#truncated();
      return;
    }
    this.first = pos + width;
    this.#span(this.#unsigned(pos, width));
  }

  #span(size: number): void {
    if (this.end - this.first < size) {
      this.first = this.last = this.end;
      this.#truncated();
      return;
    }
    this.last = this.first + size;
    this.pos = this.last;
  }

  #unsigned(pos: number, width: number): number {
    if (width === 1) return this.buffer[pos] as number;
    return width === 2 ? this.buffer.readUInt16BE(pos) : this.buffer.readUInt32BE(pos);
  }

  /** Finds the parts of a timestamp: {@link seconds}, {@link nanoseconds}. Any other extension is a fault. */
  timestamp(): void {
    const buffer = this.buffer;
    const byte = buffer[this.pos] as number;
    const fixed = byte !== EXT_8;
    const pos = this.pos + (fixed ? 2 : 3);
    const size = fixed ? (byte === FIXEXT_4 ? 4 : 8) : 12;
    this.seconds = this.nanoseconds = 0;
    if (this.end - pos < size) {
      this.#truncated();
      return;
    }
    if (buffer[pos - 1] !== TIMESTAMP || (!fixed && buffer[pos - 2] !== 12)) {
      this.fail('MalformedBody', 'an extension type other than timestamp');
      return;
    }
    this.pos = pos + size;
    if (byte === FIXEXT_4) this.seconds = buffer.readUInt32BE(pos);
    else if (byte === FIXEXT_8) {
      const high = buffer.readUInt32BE(pos);
      this.nanoseconds = high >>> 2;
      this.seconds = (high & 3) * TWO_32 + buffer.readUInt32BE(pos + 4);
    } else {
      this.nanoseconds = buffer.readUInt32BE(pos);
      this.seconds = buffer.readInt32BE(pos + 4) * TWO_32 + buffer.readUInt32BE(pos + 8);
    }
    if (this.nanoseconds > 999_999_999 || this.seconds < MIN_SECONDS || this.seconds > MAX_SECONDS) {
      this.seconds = this.nanoseconds = 0;
      this.fail('AttributeValue', 'a time outside the years 1 to 9999');
    }
  }

  /** Number of pairs of a map, after {@link type} has said so. Never more than the bytes left could hold. */
  map(): number {
    return this.#container(MAP_16, MAP_32, 2);
  }

  /** Number of values of an array, after {@link type} has said so. Never more than the bytes left could hold. */
  array(): number {
    return this.#container(ARRAY_16, ARRAY_32, 1);
  }

  #container(code16: number, code32: number, each: number): number {
    const byte = this.buffer[this.pos++] as number;
    let count = byte & 0x0f;
    if (byte >= 0xc0) {
      const width = byte === code16 ? 2 : byte === code32 ? 4 : 0;
      if (this.end - this.pos < width) {
        this.#truncated();
        return 0;
      }
      count = this.#unsigned(this.pos, width);
      this.pos += width;
    }
    if (count * each > this.end - this.pos) {
      this.#truncated();
      return 0;
    }
    return count;
  }

  /** Passes one value of any type and checks it: UTF-8, unique keys, timestamps, depth. */
  skip(depth = 1): void {
    switch (this.type()) {
      case TYPE_NIL:
      case TYPE_BOOL:
        this.pos++;
        return;
      case TYPE_INT:
        this.int();
        return;
      case TYPE_FLOAT:
        this.float();
        return;
      case TYPE_STR:
        this.str();
        if (!isWellFormedUtf8(this.buffer, this.first, this.last)) this.fail('MalformedBody', 'a str is not UTF-8');
        return;
      case TYPE_BIN:
        this.bin();
        return;
      case TYPE_TIMESTAMP:
        this.timestamp();
        return;
      case TYPE_ARRAY:
        this.#skipArray(depth);
        return;
      case TYPE_MAP:
        this.#skipMap(depth);
        return;
      default:
        this.#outside();
    }
  }

  #tooDeep(depth: number): boolean {
    if (depth <= MAX_DEPTH) return false;
    this.fail('MalformedBody', `nested deeper than ${MAX_DEPTH}`);
    return true;
  }

  #skipArray(depth: number): void {
    if (this.#tooDeep(depth)) return;
    const count = this.array();
    for (let index = 0; index < count && this.error === undefined; index++) this.skip(depth + 1);
  }

  #skipMap(depth: number): void {
    if (this.#tooDeep(depth)) return;
    const count = this.map();
    const seen = count > FEW_KEYS ? new Set<string>() : undefined;
    for (let index = 0; index < count; index++) {
      if (!this.expectKey()) return;
      this.str();
      if (seen !== undefined) this.checkKey(seen);
      else if (!isWellFormedUtf8(this.buffer, this.first, this.last)) this.fail('MalformedBody', 'a key is not UTF-8');
      else if (this.#repeats(depth, index, this.first, this.last)) this.#twice(this.first, this.last);
      if (this.error === undefined) this.skip(depth + 1);
      if (this.error !== undefined) return;
    }
  }

  /** Checks the key that was just read where maps have unknown keys: UTF-8, and not among those seen. */
  checkKey(seen: Set<string>): void {
    const { buffer, first, last } = this;
    if (!isWellFormedUtf8(buffer, first, last)) this.fail('MalformedBody', 'a key is not UTF-8');
    else if (repeats(seen, buffer, first, last)) this.#twice(first, last);
  }

  #twice(first: number, last: number): void {
    this.fail('MalformedBody', `key ${this.buffer.toString('utf8', first, Math.min(last, first + 64))} twice`);
  }

  #repeats(depth: number, index: number, first: number, last: number): boolean {
    const base = depth * FEW_KEYS * 2;
    const buffer = this.buffer;
    const size = last - first;
    for (let other = 0; other < index; other++) {
      let from = keyBounds[base + other * 2] as number;
      if ((keyBounds[base + other * 2 + 1] as number) - from !== size) continue;
      let at = first;
      while (at < last && buffer[at] === buffer[from]) {
        at++;
        from++;
      }
      if (at === last) return true;
    }
    keyBounds[base + index * 2] = first;
    keyBounds[base + index * 2 + 1] = last;
    return false;
  }
}

function repeats(seen: Set<string>, buffer: Buffer, first: number, last: number): boolean {
  const key = buffer.toString('latin1', first, last);
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}
