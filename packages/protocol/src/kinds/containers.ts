import { TYPE_ARRAY, TYPE_MAP } from '../wire/format.ts';
import { packTrusted, type Packed } from '../wire/packed.ts';
import type { Reader } from '../wire/reader.ts';
import { readMap, writeMap, type KvInputMap, type KvMap } from '../wire/values.ts';
import type { Writer } from '../wire/writer.ts';
import { joinPath, within, wrongType, type Kind, type PackedOf, type PlainOf, type SentOf } from './kind.ts';
import { asRecord, Schema, type Attributes, type PackedRecord, type PlainRecord, type SentRecord } from './schema.ts';
import { name } from './text.ts';

/** Checks a map as a whole. Returns where it starts, -1 after a fault. */
function passMap(reader: Reader): number {
  if (!reader.expect(TYPE_MAP)) return -1;
  const start = reader.pos;
  reader.skip();
  return reader.error === undefined ? start : -1;
}

class KvKind implements Kind<Packed, KvMap, Packed | KvInputMap> {
  readonly label = 'map (KV list)';

  decode(reader: Reader, plain: boolean): Packed | KvMap {
    const start = passMap(reader);
    if (start < 0) return '' as Packed;
    if (!plain) return packTrusted(reader.buffer, start, reader.pos);
    reader.pos = start;
    return readMap(reader);
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value === 'string') writer.raw(value as Packed);
    else writeMap(writer, asRecord(value));
  }
}

/** A KV list: user data, extensions, anything its sender likes. */
export const kv: Kind<Packed, KvMap, Packed | KvInputMap> = new KvKind();

class GroupKind<A extends Attributes> implements Kind<PackedRecord<A>, PlainRecord<A>, SentRecord<A> | Packed> {
  readonly label: string;
  readonly schema: Schema;

  constructor(attributes: A, label: string) {
    this.schema = new Schema(attributes);
    this.label = label;
  }

  decode(reader: Reader, plain: boolean): unknown {
    return this.schema.decode(reader, plain);
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value === 'string') writer.raw(value as Packed);
    else this.schema.encode(writer, asRecord(value));
  }
}

/** A map of known attributes, such as Workbin or Party. What it does not know is ignored. `label` names it in the reference. */
export function group<const A extends Attributes>(
  attributes: A,
  label = 'map',
): Kind<PackedRecord<A>, PlainRecord<A>, SentRecord<A> | Packed> {
  return new GroupKind(attributes, label);
}

/** A group that the server keeps whole, unknown attributes included: packed there, decoded at a client. */
class SealedKind<A extends Attributes> implements Kind<Packed, PlainRecord<A>, SentRecord<A> | Packed> {
  readonly label: string;
  readonly schema: Schema;

  constructor(attributes: A, label: string) {
    this.schema = new Schema(attributes);
    this.label = label;
  }

  decode(reader: Reader, plain: boolean): unknown {
    if (plain) return this.schema.decode(reader, true);
    const start = passMap(reader);
    return start < 0 ? '' : packTrusted(reader.buffer, start, reader.pos);
  }

  encode(writer: Writer, value: unknown): void {
    if (typeof value === 'string') writer.raw(value as Packed);
    else this.schema.encode(writer, asRecord(value));
  }
}

export function sealed<const A extends Attributes>(
  attributes: A,
  label: string,
): Kind<Packed, PlainRecord<A>, SentRecord<A> | Packed> {
  return new SealedKind(attributes, label);
}

class ListKind<K extends Kind> implements Kind<readonly PackedOf<K>[], readonly PlainOf<K>[], readonly SentOf<K>[]> {
  readonly label: string;
  readonly item: K;

  constructor(item: K) {
    this.item = item;
    this.label = `array of ${item.label}`;
  }

  decode(reader: Reader, plain: boolean): unknown {
    const items: unknown[] = [];
    if (!reader.expect(TYPE_ARRAY)) return items;
    const count = reader.array();
    for (let index = 0; index < count; index++) {
      items.push(this.item.decode(reader, plain));
      if (reader.error === undefined) continue;
      reader.path = joinPath(`[${index}]`, reader.path);
      break;
    }
    return items;
  }

  encode(writer: Writer, value: unknown): void {
    if (!Array.isArray(value)) throw wrongType('an array', value);
    writer.array(value.length);
    for (let index = 0; index < value.length; index++) {
      try {
        this.item.encode(writer, value[index]);
      } catch (error) {
        throw within(`[${index}]`, error);
      }
    }
  }
}

/** An array of one kind. */
export function list<K extends Kind>(
  item: K,
): Kind<readonly PackedOf<K>[], readonly PlainOf<K>[], readonly SentOf<K>[]> {
  return new ListKind(item);
}

type Keyed<V> = ReadonlyMap<string, V>;
type Written<V> = ReadonlyMap<string, V> | { readonly [key: string]: V };

class RecordKind<K extends Kind> implements Kind<
  Keyed<PackedOf<K>>,
  { readonly [key: string]: PlainOf<K> },
  Written<SentOf<K>>
> {
  readonly label: string;
  readonly value: K;

  constructor(value: K) {
    this.value = value;
    this.label = `map: name → ${value.label}`;
  }

  decode(reader: Reader, plain: boolean): unknown {
    const entries = new Map<string, unknown>();
    if (!reader.expect(TYPE_MAP)) return entries;
    for (let count = reader.map(); count > 0; count--) {
      if (!reader.expectKey()) return entries;
      const key = name.decode(reader, false) as string;
      if (reader.error !== undefined) return entries;
      if (entries.has(key)) reader.fail('MalformedBody', `key ${key} twice`);
      const value = this.value.decode(reader, plain);
      if (reader.error !== undefined) {
        reader.path = joinPath(key, reader.path);
        return entries;
      }
      entries.set(key, value);
    }
    return plain ? Object.fromEntries(entries) : entries;
  }

  encode(writer: Writer, value: unknown): void {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(asRecord(value));
    writer.map(entries.length);
    for (const [key, item] of entries) {
      try {
        name.encode(writer, key);
        this.value.encode(writer, item);
      } catch (error) {
        throw within(String(key), error);
      }
    }
  }
}

/** A map from names to values of one kind, such as MediaList. A Map on the server, an object at a client. */
export function record<K extends Kind>(
  value: K,
): Kind<Keyed<PackedOf<K>>, { readonly [key: string]: PlainOf<K> }, Written<SentOf<K>>> {
  return new RecordKind(value);
}

/** The attributes of a group or sealed kind, undefined for any other. For the reference and for JSON. */
export function schemaOf(kind: Kind): Schema | undefined {
  return kind instanceof GroupKind || kind instanceof SealedKind ? kind.schema : undefined;
}

/** What a list or record holds. */
export function itemOf(kind: Kind): { readonly shape: 'list' | 'record'; readonly kind: Kind } | undefined {
  if (kind instanceof ListKind) return { shape: 'list', kind: kind.item };
  if (kind instanceof RecordKind) return { shape: 'record', kind: kind.value };
  return undefined;
}

export function isSealed(kind: Kind): boolean {
  return kind instanceof SealedKind;
}
