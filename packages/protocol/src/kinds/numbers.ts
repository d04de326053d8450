import { ProtocolError } from '../errors.ts';
import { TYPE_BOOL, TYPE_FLOAT, TYPE_INT, TYPE_TIMESTAMP } from '../wire/format.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';
import { wrongType, type Kind } from './kind.ts';

class IntKind implements Kind<number, number, number> {
  readonly label: string;
  readonly #min: number;
  readonly #max: number;

  constructor(min: number, max: number, label: string) {
    this.#min = min;
    this.#max = max;
    this.label = label;
  }

  decode(reader: Reader): number {
    if (!reader.expect(TYPE_INT)) return 0;
    const value = reader.int();
    if (value < this.#min || value > this.#max) {
      reader.fail('AttributeValue', `${value} is not within ${this.#min} … ${this.#max}`);
    }
    return value as number;
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value !== 'number') throw wrongType('a number', value);
    if (!Number.isInteger(value) || value < this.#min || value > this.#max) {
      throw new ProtocolError('AttributeValue', `${value} is not an integer within ${this.#min} … ${this.#max}`);
    }
    writer.int(value);
  }
}

/** An integer that JavaScript holds exactly: ±(2^53 − 1). Wider ones are possible in KV lists only. */
export const int: Kind<number, number, number> = new IntKind(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'int');

/** 0 … 2^53 − 1. */
export const uint: Kind<number, number, number> = new IntKind(0, Number.MAX_SAFE_INTEGER, 'int ≥ 0');

/** 0 … 2^32 − 1, such as ids given out by the server. */
export const uint32: Kind<number, number, number> = new IntKind(0, 0xffff_ffff, 'int, 0 … 2^32 − 1');

/** 1 … 2^53 − 1: a number of things asked for. */
export const count: Kind<number, number, number> = new IntKind(1, Number.MAX_SAFE_INTEGER, 'int ≥ 1');

class FloatKind implements Kind<number, number, number> {
  readonly label = 'float or int';

  decode(reader: Reader): number {
    if (reader.type() === TYPE_INT) return Number(reader.int());
    return reader.expect(TYPE_FLOAT) ? reader.float() : 0;
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value !== 'number') throw wrongType('a number', value);
    writer.float(value);
  }
}

export const float: Kind<number, number, number> = new FloatKind();

export type Flag = 0 | 1;

class FlagKind implements Kind<Flag, Flag, Flag | boolean> {
  readonly label = 'int 0 | 1, or bool';

  decode(reader: Reader): Flag {
    if (reader.type() === TYPE_BOOL) return reader.bool() ? 1 : 0;
    if (!reader.expect(TYPE_INT)) return 0;
    const value = reader.int();
    if (value !== 0 && value !== 1) reader.fail('AttributeValue', `${value} is neither 0 nor 1`);
    return value === 1 ? 1 : 0;
  }

  encode(writer: Writer, value: unknown): void {
    if (value === 1 || value === true) writer.int(1);
    else if (value === 0 || value === false) writer.int(0);
    else throw new ProtocolError('AttributeType', `expected 0, 1 or a boolean, got ${String(value)}`);
  }
}

/** Yes or no. */
export const flag: Kind<Flag, Flag, Flag | boolean> = new FlagKind();

class TimestampKind implements Kind<number, Date, number | Date> {
  readonly label = 'timestamp';

  decode(reader: Reader, plain: boolean): number | Date {
    if (!reader.expect(TYPE_TIMESTAMP)) return 0;
    reader.timestamp();
    const milliseconds = reader.seconds * 1000 + Math.floor(reader.nanoseconds / 1_000_000);
    return plain ? new Date(milliseconds) : milliseconds;
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value === 'number') writer.timestamp(value);
    else if (value instanceof Date) writer.timestamp(value.getTime());
    else throw wrongType('ms since 1970 or a Date', value);
  }
}

/** A system time, kept to the millisecond: ms since 1970 on the server, a Date at a client. */
export const timestamp: Kind<number, Date, number | Date> = new TimestampKind();
