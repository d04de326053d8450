import { ProtocolError } from '../errors.ts';
import { TYPE_STR } from '../wire/format.ts';
import type { Reader } from '../wire/reader.ts';
import { isCacheable, sharedAscii } from '../wire/shared-strings.ts';
import { isWellFormedUtf8 } from '../wire/utf8.ts';
import type { Writer } from '../wire/writer.ts';
import { wrongType, type Kind } from './kind.ts';

interface TextOptions {
  /** Bytes of UTF-8. */
  readonly maxBytes: number;
  readonly minBytes?: number;
  /** Decoded strings are shared: for names that come again and again. */
  readonly shared?: boolean;
  /** User-data keys may hold NUL: they are compared as bytes and never stored as text. */
  readonly nul?: boolean;
}

class TextKind implements Kind<string, string, string> {
  readonly label: string;
  readonly #maxBytes: number;
  readonly #minBytes: number;
  readonly #shared: boolean;
  readonly #nul: boolean;

  constructor(options: TextOptions) {
    this.#maxBytes = options.maxBytes;
    this.#minBytes = options.minBytes ?? 0;
    this.#shared = options.shared ?? false;
    this.#nul = options.nul ?? false;
    this.label = `str, ${this.#minBytes > 0 ? `${this.#minBytes} … ` : '≤ '}${options.maxBytes} bytes`;
  }

  decode(reader: Reader): string {
    if (!reader.expect(TYPE_STR)) return '';
    reader.str();
    const { buffer, first, last } = reader;
    const size = last - first;
    if (size > this.#maxBytes || size < this.#minBytes) {
      reader.fail('AttributeValue', `${size} bytes, ${this.#minBytes} … ${this.#maxBytes} are allowed`);
      return '';
    }
    if (this.#shared && isCacheable(size)) {
      const known = sharedAscii(buffer, first, last);
      if (known !== undefined) return known;
    }
    let at = first;
    while (at < last && (buffer[at] as number) < 0x80 && buffer[at] !== 0) at++;
    if (at === last) return buffer.toString('latin1', first, last);
    if (!isWellFormedUtf8(buffer, first, last)) reader.fail('AttributeValue', 'not well-formed UTF-8');
    else if (!this.#nul && buffer.subarray(first, last).includes(0)) reader.fail('AttributeValue', 'NUL in a text');
    return buffer.toString('utf8', first, last);
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value !== 'string') throw wrongType('a string', value);
    const start = writer.pos;
    writer.str(value, this.#nul);
    // Header bytes are at most 5: only near the limits the exact size has to be known.
    const size = writer.pos - start;
    if (size <= this.#minBytes + 5 || size > this.#maxBytes) {
      const exact = Buffer.byteLength(value);
      if (exact > this.#maxBytes || exact < this.#minBytes) {
        throw new ProtocolError('AttributeValue', `${exact} bytes, ${this.#minBytes} … ${this.#maxBytes} are allowed`);
      }
    }
  }
}

/** A text of the client's own: an identifier, a description. */
export const text: Kind<string, string, string> = new TextKind({ maxBytes: 255 });

/** The name of something that comes again and again, such as a queue or a media type. Decoded strings are shared. */
export const name: Kind<string, string, string> = new TextKind({ maxBytes: 255, minBytes: 1, shared: true });

/** An identifier that must not be empty. */
export const identifier: Kind<string, string, string> = new TextKind({ maxBytes: 255, minBytes: 1 });

/** Conditions, orders, descriptions: up to 32 KiB. */
export const longText: Kind<string, string, string> = new TextKind({ maxBytes: 32 * 1024 });

/** A key of user data: any well-formed text, up to 32 KiB. */
export const userDataKey: Kind<string, string, string> = new TextKind({ maxBytes: 32 * 1024, nul: true });

/** InteractionId as the submitter may choose it: 16 characters of 0-9 and A-Z. */
class InteractionIdKind implements Kind<string, string, string> {
  readonly label = 'str, 16 of 0-9 A-Z';

  decode(reader: Reader): string {
    const value = identifier.decode(reader, false) as string;
    if (reader.error === undefined && !isInteractionId(value)) reader.fail('AttributeValue', NOT_AN_ID);
    return value;
  }

  encode(writer: Writer, value: unknown): void {
    identifier.encode(writer, value);
    if (!isInteractionId(value as string)) throw new ProtocolError('AttributeValue', NOT_AN_ID);
  }
}

const NOT_AN_ID = 'not 16 characters of 0-9 and A-Z';

/** Whether a text has the form of an InteractionId. */
export function isInteractionId(value: string): boolean {
  if (value.length !== 16) return false;
  for (let index = 0; index < 16; index++) {
    const code = value.charCodeAt(index);
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a))) return false;
  }
  return true;
}

export const interactionId: Kind<string, string, string> = new InteractionIdKind();

/** A text out of a closed set. */
class WordKind<W extends string> implements Kind<W, W, W> {
  readonly label: string;
  readonly words: readonly W[];

  constructor(words: readonly W[]) {
    this.words = words;
    this.label = `str: ${words.join(' | ')}`;
  }

  decode(reader: Reader): W {
    const value = name.decode(reader, false) as string;
    if (reader.error === undefined && !this.words.includes(value as W))
      reader.fail('AttributeValue', this.#wrong(value));
    return value as W;
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value !== 'string') throw wrongType('a string', value);
    if (!this.words.includes(value as W)) throw new ProtocolError('AttributeValue', this.#wrong(value));
    writer.str(value);
  }

  #wrong(value: string): string {
    return `'${value}' is none of ${this.words.join(', ')}`;
  }
}

export function word<const W extends readonly string[]>(...words: W): Kind<W[number], W[number], W[number]> {
  return new WordKind<W[number]>(words);
}
