/** Types that values are sent as, by PostgreSQL's names, and their object ids, which are the same in every installation. */
export const TYPE_IDS = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  smallint: 21,
  text: 25,
  'double precision': 701,
  timestamptz: 1184,
} as const;

export type ValueType = keyof typeof TYPE_IDS;

/** 2000-01-01T00:00:00Z, from which PostgreSQL counts microseconds, in ms since 1970. */
export const POSTGRES_EPOCH = 946_684_800_000;

const FIRST_SIZE = 1024;
/** Beyond this a buffer that one huge batch has grown is let go. */
const KEPT_SIZE = 1 << 20;
const TWO_32 = 0x1_0000_0000;
/** Texts up to this many characters are written by a loop: a native call costs more. */
const SHORT_TEXT = 40;
/** Farthest from {@link POSTGRES_EPOCH}, in ms, that microseconds are exact in a JavaScript number. */
const EXACT_MS = 9_000_000_000_000;

/**
 * Values in PostgreSQL's binary format, one after the other in a buffer that grows and is used again: for each an int32 length in
 * bytes (-1: NULL) and the bytes. All integers are big endian. What stands between the values is the subclass's.
 */
export abstract class BinaryValues {
  protected buffer: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  /** Where the next byte goes. */
  protected at = 0;

  /** Called before each value. */
  protected abstract begin(typeId: number): void;

  /** Drops everything; the first `start` bytes are left for later. */
  protected restart(start: number): void {
    if (this.buffer.length > KEPT_SIZE) this.buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
    this.at = start;
  }

  null(type: ValueType): void {
    this.#null(TYPE_IDS[type]);
  }

  #null(typeId: number): void {
    this.begin(typeId);
    this.reserve(4);
    this.int32(-1);
  }

  /** A text of any characters but NUL, which PostgreSQL refuses. */
  text(value: string): void {
    this.begin(TYPE_IDS.text);
    const length = value.length;
    this.reserve(4 + length * 3);
    if (length > SHORT_TEXT) {
      this.#longText(value);
      return;
    }
    const buffer = this.buffer;
    let at = this.at + 4;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) {
        this.#longText(value);
        return;
      }
      buffer[at++] = code;
    }
    this.int32(length);
    this.at = at;
  }

  #longText(value: string): void {
    const size = this.buffer.write(value, this.at + 4, 'utf8');
    this.int32(size);
    this.at += size;
  }

  /** A text; NULL for ''. */
  textOrNull(value: string): void {
    if (value === '') this.#null(TYPE_IDS.text);
    else this.text(value);
  }

  /** A bytea that is kept as a string, one character a byte. */
  packed(value: string): void {
    this.begin(TYPE_IDS.bytea);
    const length = value.length;
    this.reserve(4 + length);
    this.int32(length);
    this.at += this.buffer.write(value, this.at, length, 'latin1');
  }

  packedOrNull(value: string | null): void {
    if (value === null) this.#null(TYPE_IDS.bytea);
    else this.packed(value);
  }

  /** A bytea: the first `length` bytes of `source`. */
  bytes(source: Uint8Array, length: number): void {
    this.begin(TYPE_IDS.bytea);
    this.reserve(4 + length);
    this.int32(length);
    this.buffer.set(source.subarray(0, length), this.at);
    this.at += length;
  }

  bool(value: boolean): void {
    this.begin(TYPE_IDS.boolean);
    this.reserve(5);
    this.int32(1);
    this.buffer[this.at++] = value ? 1 : 0;
  }

  /** An integer of 16 bits. */
  smallint(value: number): void {
    this.begin(TYPE_IDS.smallint);
    this.reserve(6);
    this.int32(2);
    this.buffer[this.at++] = value >> 8;
    this.buffer[this.at++] = value;
  }

  /** An integer that is exact in a JavaScript number. Throws RangeError for others. */
  bigint(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError('not an integer of at most 53 bits');
    this.begin(TYPE_IDS.bigint);
    this.reserve(12);
    this.#int64(value);
  }

  float(value: number): void {
    this.begin(TYPE_IDS['double precision']);
    this.reserve(12);
    this.int32(8);
    this.at = this.buffer.writeDoubleBE(value, this.at);
  }

  /** A timestamptz: ms since 1970. Throws RangeError for what is none. */
  time(value: number): void {
    this.begin(TYPE_IDS.timestamptz);
    const ms = value - POSTGRES_EPOCH;
    this.reserve(12);
    if (ms >= -EXACT_MS && ms <= EXACT_MS) this.#int64(Math.round(ms * 1000));
    else {
      // Centuries away: the value still fits 64 bits, but not a JavaScript number. BigInt refuses NaN and infinity.
      this.int32(8);
      this.at = this.buffer.writeBigInt64BE(BigInt(Math.round(ms)) * 1000n, this.at);
    }
  }

  /** A time in ms since 1970; NULL for 0. */
  timeOrNull(value: number): void {
    if (value === 0) this.#null(TYPE_IDS.timestamptz);
    else this.time(value);
  }

  #int64(value: number): void {
    this.int32(8);
    const high = Math.floor(value / TWO_32);
    this.int32(high);
    this.int32(value - high * TWO_32);
  }

  protected int32(value: number): void {
    const buffer = this.buffer;
    const at = this.at;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
    this.at = at + 4;
  }

  protected reserve(size: number): void {
    const needed = this.at + size;
    if (needed <= this.buffer.length) return;
    let length = this.buffer.length * 2;
    while (length < needed) length *= 2;
    const grown = Buffer.allocUnsafeSlow(length);
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}
