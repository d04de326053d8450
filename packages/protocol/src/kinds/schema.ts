import { ProtocolError } from '../errors.ts';
import { TYPE_MAP } from '../wire/format.ts';
import type { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { joinPath, within, wrongType, type Kind, type PackedOf, type PlainOf, type SentOf } from './kind.ts';

type Presence = 'required' | 'optional' | 'default';

/** An attribute as a message or a group declares it. */
export interface Attribute<K extends Kind = Kind, P extends Presence = Presence> {
  readonly kind: K;
  readonly presence: P;
  /** What a missing attribute counts as. Only with presence `default`. */
  readonly fallback?: PackedOf<K>;
  /** One sentence for the reference. */
  readonly about: string;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** The attribute has to be there. */
export function required<K extends Kind>(kind: K, about = ''): Attribute<K, 'required'> {
  return { kind, presence: 'required', about };
}

export function optional<K extends Kind>(kind: K, about = ''): Attribute<K, 'optional'> {
  return { kind, presence: 'optional', about };
}

/** When the attribute is missing, the receiver takes `fallback`. */
export function withDefault<K extends Kind>(kind: K, fallback: PackedOf<K>, about = ''): Attribute<K, 'default'> {
  return { kind, presence: 'default', fallback, about };
}

type Always<A extends Attributes> = { [N in keyof A]: A[N]['presence'] extends 'optional' ? never : N }[keyof A];
type Mandatory<A extends Attributes> = { [N in keyof A]: A[N]['presence'] extends 'required' ? N : never }[keyof A];

/** On the server: every attribute is a property, undefined where it did not come. */
export type PackedRecord<A extends Attributes> = {
  readonly [N in keyof A]: PackedOf<A[N]['kind']> | (A[N]['presence'] extends 'optional' ? undefined : never);
};

/** At a client: what did not come is not there. */
export type PlainRecord<A extends Attributes> = {
  readonly [N in Always<A>]: PlainOf<A[N]['kind']>;
} & { readonly [N in Exclude<keyof A, Always<A>>]?: PlainOf<A[N]['kind']> };

/** To be sent. Undefined counts as left out. */
export type SentRecord<A extends Attributes> = {
  readonly [N in Mandatory<A>]: SentOf<A[N]['kind']>;
} & { readonly [N in Exclude<keyof A, Mandatory<A>>]?: SentOf<A[N]['kind']> | undefined };

/** An attribute, made ready for reading and writing. */
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly presence: Presence;
  readonly about: string;
  /** The key as MessagePack str, header included. */
  readonly key: Uint8Array;
}

/** Attribute names are ASCII of at most 31 bytes, so that a key is one header byte and the name. */
const MAX_NAME = 31;

/** Reads and writes maps of known attributes. Attributes that it does not know are passed over. */
export class Schema {
  readonly fields: readonly Field[];
  /** All attributes, in one order and with their fallbacks: a copy of it is what is decoded into, so all have one shape. */
  readonly #template: Readonly<Record<string, unknown>>;
  readonly #fallbacks: readonly [string, unknown][];
  readonly #required: readonly string[];

  constructor(attributes: Attributes) {
    const entries = Object.entries(attributes);
    this.fields = entries.map(([name, { kind, presence, about }]) => {
      if (name.length > MAX_NAME) throw new RangeError(`attribute name ${name} is too long`);
      return { name, kind, presence, about, key: keyOf(name) };
    });
    this.#template = Object.fromEntries(entries.map(([name]) => [name, undefined]));
    this.#fallbacks = entries.filter(([, a]) => a.presence === 'default').map(([name, a]) => [name, a.fallback]);
    this.#required = entries.filter(([, a]) => a.presence === 'required').map(([name]) => name);
  }

  /** Reads a map. A fault is told to the reader, with the path of the attribute. */
  decode(reader: Reader, plain: boolean): Record<string, unknown> {
    const target: Record<string, unknown> = plain ? {} : { ...this.#template };
    if (!reader.expect(TYPE_MAP)) return target;
    let next = 0;
    let unknown: Set<string> | undefined;
    for (let count = reader.map(); count > 0; count--) {
      if (!reader.expectKey()) return target;
      reader.str();
      const index = this.#find(reader, next);
      if (index < 0) {
        unknown ??= new Set();
        reader.checkKey(unknown);
        if (reader.error === undefined) reader.skip();
      } else {
        next = index + 1;
        if (!reader.nil()) this.#decodeField(reader, this.fields[index] as Field, plain, target);
      }
      if (reader.error !== undefined) return target;
    }
    this.complete(reader, target);
    return target;
  }

  #decodeField(reader: Reader, field: Field, plain: boolean, target: Record<string, unknown>): void {
    const name = field.name;
    if (target[name] !== undefined) {
      reader.fail('MalformedBody', 'the attribute comes twice');
      reader.path = name;
      return;
    }
    const value = field.kind.decode(reader, plain);
    if (reader.error === undefined) target[name] = value;
    else reader.path = joinPath(name, reader.path);
  }

  /** Fills in fallbacks; tells the reader which mandatory attribute is missing. */
  complete(reader: Reader, target: Record<string, unknown>): void {
    for (const [name, fallback] of this.#fallbacks) {
      if (target[name] === undefined) target[name] = fallback;
    }
    for (const name of this.#required) {
      if (target[name] !== undefined) continue;
      reader.fail('AttributeMissing', name);
      reader.path = name;
      return;
    }
  }

  /** The field with the key that was just read; `next` is where the search starts. */
  find(reader: Reader, next: number): Field | undefined {
    return this.fields[this.#find(reader, Math.min(next, this.fields.length - 1))];
  }

  /** Index of the field with the key that was just read. Most senders keep the order, so the search starts at `next`. */
  #find(reader: Reader, next: number): number {
    const fields = this.fields;
    const total = fields.length;
    const size = reader.last - reader.first;
    for (let tried = 0; tried < total; tried++) {
      const index = next + tried < total ? next + tried : next + tried - total;
      const key = (fields[index] as Field).key;
      if (key.length - 1 === size && isKey(key, reader.buffer, reader.first)) return index;
    }
    return -1;
  }

  /** Writes a map of what is there. Throws ProtocolError, with the path of the attribute. */
  encode(writer: Writer, source: Readonly<Record<string, unknown>>): void {
    const fields = this.fields;
    let count = 0;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as Field;
      if (source[field.name] !== undefined) count++;
      else if (field.presence === 'required') throw new ProtocolError('AttributeMissing', field.name, field.name);
    }
    writer.map(count);
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as Field;
      const value = source[field.name];
      if (value === undefined) continue;
      writer.bytes(field.key);
      try {
        field.kind.encode(writer, value);
      } catch (error) {
        throw within(field.name, error);
      }
    }
  }

  /** Whether nothing would be written. Throws as {@link encode} does when something mandatory is missing. */
  isEmpty(source: Readonly<Record<string, unknown>>): boolean {
    for (const field of this.fields) if (source[field.name] !== undefined) return false;
    return this.#required.length === 0;
  }
}

function isKey(key: Uint8Array, buffer: Buffer, first: number): boolean {
  for (let index = 1; index < key.length; index++) {
    if (key[index] !== buffer[first + index - 1]) return false;
  }
  return true;
}

/** A name as MessagePack str. */
export function keyOf(name: string): Uint8Array {
  const writer = new Writer(64);
  writer.str(name);
  return new Uint8Array(writer.view());
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType('an object', value);
  return value as Readonly<Record<string, unknown>>;
}
