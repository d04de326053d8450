import type { Packed } from '@ixn/protocol';
import { packTrusted } from '@ixn/protocol';
import { POSTGRES_EPOCH } from './binary-values.ts';

const TWO_32 = 0x1_0000_0000;

/**
 * One row of `COPY … TO STDOUT (FORMAT binary)`: an int16 number of fields, then for each an int32 length (-1: NULL) and its bytes.
 * Fields are read one after the other with the method for their type.
 */
export class BinaryRow {
  bytes: Buffer = Buffer.alloc(0);
  /** Range of the last field. */
  start = 0;
  end = 0;

  /** Stands before the first field of the row at `start`. Returns false for the mark that ends the data. */
  begin(bytes: Buffer, start: number): boolean {
    this.bytes = bytes;
    this.end = start + 2;
    return bytes.readInt16BE(start) >= 0;
  }

  /** Finds the next field: {@link start} … {@link end}. False when it is NULL. */
  next(): boolean {
    const length = this.bytes.readInt32BE(this.end);
    this.start = this.end + 4;
    this.end = this.start + Math.max(0, length);
    return length >= 0;
  }

  /** A text; '' for NULL. */
  text(): string {
    return this.next() ? this.bytes.toString('utf8', this.start, this.end) : '';
  }

  textOrNull(): string | null {
    return this.next() ? this.bytes.toString('utf8', this.start, this.end) : null;
  }

  /** A packed map. */
  packed(): Packed {
    this.next();
    return packTrusted(this.bytes, this.start, this.end);
  }

  packedOrNull(): Packed | null {
    return this.next() ? packTrusted(this.bytes, this.start, this.end) : null;
  }

  bool(): boolean {
    this.next();
    return this.bytes[this.start] === 1;
  }

  smallint(): number {
    this.next();
    return this.bytes.readInt16BE(this.start);
  }

  /** An integer of 64 bits that is exact in a JavaScript number. */
  bigint(): number {
    this.next();
    return this.#int64();
  }

  floatOrNull(): number | null {
    return this.next() ? this.bytes.readDoubleBE(this.start) : null;
  }

  /** ms since 1970; 0 for NULL. */
  time(): number {
    return this.next() ? this.#time() : 0;
  }

  timeOrNull(): number | null {
    return this.next() ? this.#time() : null;
  }

  #int64(): number {
    return this.bytes.readInt32BE(this.start) * TWO_32 + this.bytes.readUInt32BE(this.start + 4);
  }

  #time(): number {
    const microseconds = this.#int64();
    if (Number.isSafeInteger(microseconds)) return microseconds / 1000 + POSTGRES_EPOCH;
    return Number(this.bytes.readBigInt64BE(this.start) / 1000n) + POSTGRES_EPOCH;
  }
}
