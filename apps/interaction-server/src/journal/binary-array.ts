/**
 * PostgreSQL's binary format of one-dimensional arrays, as it is sent for a parameter that is cast to `text[]`, `bigint[]` and
 * so on (array_recv in PostgreSQL's source):
 *
 *   int32 dimensions (1; 0 for an empty array) · int32 has nulls · int32 type of the elements
 *   int32 number of elements · int32 first index (1)
 *   for each element: int32 length in bytes (-1: NULL), then the bytes in the binary format of the type
 *
 * All integers are big endian.
 */

/** Types of elements, by PostgreSQL's names, and their object ids (the same in every installation). */
const TYPE_IDS = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  smallint: 21,
  text: 25,
  'double precision': 701,
  timestamptz: 1184,
} as const;

export type ElementType = keyof typeof TYPE_IDS;

const HEADER = 20;
const EMPTY_HEADER = 12;
const FIRST_SIZE = 1024;
/** Beyond this a buffer that one huge batch has grown is let go. */
const KEPT_SIZE = 1 << 20;
const TWO_32 = 0x1_0000_0000;
/** Texts up to this many characters are written by a loop: a native call costs more. */
const SHORT_TEXT = 40;
/** 2000-01-01T00:00:00Z, from which PostgreSQL counts microseconds, in ms since 1970. */
export const POSTGRES_EPOCH = 946_684_800_000;
/** Farthest from {@link POSTGRES_EPOCH}, in ms, that microseconds are exact in a JavaScript number. */
const EXACT_MS = 9_000_000_000_000;

/**
 * One column of a batch, encoded row by row. The caller appends values with the method for the column's type, then takes the
 * bytes; they stay valid until {@link reset}.
 */
export class BinaryArray {
  readonly type: ElementType;
  #buffer: Buffer;
  #at = HEADER;
  #count = 0;
  #hasNulls = false;

  constructor(type: ElementType) {
    this.type = type;
    this.#buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  }

  /** Number of elements so far. */
  get count(): number {
    return this.#count;
  }

  /** Starts again with no elements. */
  reset(): void {
    if (this.#buffer.length > KEPT_SIZE) this.#buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
    this.#at = HEADER;
    this.#count = 0;
    this.#hasNulls = false;
  }

  null(): void {
    this.#reserve(4);
    this.#hasNulls = true;
    this.#count++;
    this.#int32(-1);
  }

  /** A text of any characters but NUL, which PostgreSQL refuses. */
  text(value: string): void {
    const length = value.length;
    this.#reserve(4 + length * 3);
    this.#count++;
    if (length > SHORT_TEXT) {
      this.#longText(value);
      return;
    }
    const buffer = this.#buffer;
    let at = this.#at + 4;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#longText(value);
        return;
      }
      buffer[at++] = code;
    }
    this.#int32(length);
    this.#at = at;
  }

  #longText(value: string): void {
    const size = this.#buffer.write(value, this.#at + 4, 'utf8');
    this.#int32(size);
    this.#at += size;
  }

  /** A text; NULL for ''. */
  textOrNull(value: string): void {
    if (value === '') this.null();
    else this.text(value);
  }

  /** Bytes that are kept as a string, one character each. */
  packed(value: string): void {
    const length = value.length;
    this.#reserve(4 + length);
    this.#count++;
    this.#int32(length);
    this.#at += this.#buffer.write(value, this.#at, length, 'latin1');
  }

  /** Bytes `start` … `end` of `source`. */
  bytes(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#reserve(4 + length);
    this.#count++;
    this.#int32(length);
    this.#buffer.set(source.subarray(start, end), this.#at);
    this.#at += length;
  }

  bool(value: boolean): void {
    this.#reserve(5);
    this.#count++;
    this.#int32(1);
    this.#buffer[this.#at++] = value ? 1 : 0;
  }

  /** An integer of 16 bits. */
  smallint(value: number): void {
    this.#reserve(6);
    this.#count++;
    this.#int32(2);
    this.#buffer[this.#at++] = value >> 8;
    this.#buffer[this.#at++] = value;
  }

  /** An integer that is exact in a JavaScript number. Throws RangeError for others. */
  bigint(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError('not an integer of at most 53 bits');
    this.#reserve(12);
    this.#count++;
    this.#int64(value);
  }

  /** A double. */
  float(value: number): void {
    this.#reserve(12);
    this.#count++;
    this.#int32(8);
    this.#at = this.#buffer.writeDoubleBE(value, this.#at);
  }

  /** A time in ms since 1970. Throws RangeError for what is none. */
  time(value: number): void {
    const ms = value - POSTGRES_EPOCH;
    this.#reserve(12);
    this.#count++;
    if (ms >= -EXACT_MS && ms <= EXACT_MS) this.#int64(Math.round(ms * 1000));
    else {
      // Centuries away: the value still fits 64 bits, but not a JavaScript number. BigInt refuses NaN and infinity.
      this.#int32(8);
      this.#at = this.#buffer.writeBigInt64BE(BigInt(Math.round(ms)) * 1000n, this.#at);
    }
  }

  /** A time in ms since 1970; NULL for 0. */
  timeOrNull(value: number): void {
    if (value === 0) this.null();
    else this.time(value);
  }

  /** The array as it goes on the wire: a view, good until the next change. */
  take(): Buffer {
    const buffer = this.#buffer;
    buffer.writeInt32BE(this.#count === 0 ? 0 : 1, 0);
    buffer.writeInt32BE(this.#hasNulls ? 1 : 0, 4);
    buffer.writeInt32BE(TYPE_IDS[this.type], 8);
    if (this.#count === 0) return buffer.subarray(0, EMPTY_HEADER);
    buffer.writeInt32BE(this.#count, 12);
    buffer.writeInt32BE(1, 16);
    return buffer.subarray(0, this.#at);
  }

  #int64(value: number): void {
    this.#int32(8);
    const high = Math.floor(value / TWO_32);
    this.#int32(high);
    this.#int32(value - high * TWO_32);
  }

  #int32(value: number): void {
    const buffer = this.#buffer;
    const at = this.#at;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
    this.#at = at + 4;
  }

  #reserve(size: number): void {
    const needed = this.#at + size;
    if (needed <= this.#buffer.length) return;
    let length = this.#buffer.length * 2;
    while (length < needed) length *= 2;
    const grown = Buffer.allocUnsafeSlow(length);
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }
}
