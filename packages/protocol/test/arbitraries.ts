import * as fc from 'fast-check';
import {
  count,
  flag,
  float,
  identifier,
  int,
  interactionId,
  kv,
  longText,
  name,
  text,
  timestamp,
  uint,
  uint32,
  userDataKey,
  type Kind,
  type KvInput,
  type MessageDefinition,
} from '../src/index.ts';
import { itemOf, schemaOf } from '../src/kinds/containers.ts';

const unicode = fc.string({ unit: 'binary' });
const textOf = (bounds: { minLength?: number; maxLength: number }) =>
  fc.string({ unit: 'grapheme', ...bounds }).map((value) => value.replaceAll('\0', ''));
const milliseconds = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });

/** Values of a KV list that come back as they were: no undefined, no integral floats, times in ms. */
export const kvValue: fc.Arbitrary<KvInput> = fc.letrec<{ value: KvInput; map: Record<string, KvInput> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 1n << 53n, max: (1n << 64n) - 1n }),
      fc.bigInt({ min: -(1n << 63n), max: -(1n << 53n) }),
      fc.double(),
      unicode,
      fc.uint8Array(),
      milliseconds.map((ms) => new Date(ms)),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    tie('map'),
  ),
  map: fc.dictionary(unicode, tie('value'), { maxKeys: 5 }),
})).value;

export const kvMap: fc.Arbitrary<Record<string, KvInput>> = fc.dictionary(unicode, kvValue, { maxKeys: 24 });

const byKind = new Map<Kind, fc.Arbitrary<unknown>>([
  [text, textOf({ maxLength: 20 })],
  [name, textOf({ maxLength: 20 }).map((value) => `n${value}`)],
  [identifier, textOf({ maxLength: 20 }).map((value) => `i${value}`)],
  [longText, textOf({ maxLength: 400 })],
  [userDataKey, unicode],
  [interactionId, fc.stringMatching(/^[0-9A-Z]{16}$/)],
  [int, fc.maxSafeInteger()],
  [uint, fc.maxSafeNat()],
  [uint32, fc.nat(0xffff_ffff)],
  [count, fc.maxSafeNat().map((value) => Math.max(1, value))],
  [float, fc.double()],
  [flag, fc.constantFrom(0, 1)],
  [timestamp, milliseconds.map((ms) => new Date(ms))],
  [kv, kvMap],
]);

/** Values that may be sent as an attribute of a kind. */
export function valueOf(kind: Kind): fc.Arbitrary<unknown> {
  const known = byKind.get(kind);
  if (known !== undefined) return known;
  const schema = schemaOf(kind);
  if (schema !== undefined) return recordOf(schema.fields);
  const item = itemOf(kind);
  if (item?.shape === 'list') return fc.array(valueOf(item.kind), { maxLength: 3 });
  if (item?.shape === 'record') {
    return fc.dictionary(valueOf(name) as fc.Arbitrary<string>, valueOf(item.kind), { maxKeys: 3 });
  }
  if ('words' in kind) return fc.constantFrom(...(kind.words as readonly string[]));
  throw new Error(`no arbitrary for ${kind.label}`);
}

function recordOf(fields: MessageDefinition['schema']['fields']): fc.Arbitrary<Record<string, unknown>> {
  const requiredKeys = fields.filter((field) => field.presence !== 'optional').map((field) => field.name);
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, valueOf(field.kind)])), { requiredKeys });
}

/** Attributes that a message may be sent with, as plain objects. */
export function attributesOf(message: MessageDefinition): fc.Arbitrary<Record<string, unknown>> {
  const groups = message.kind === 'request' ? message.oneOf : [];
  return recordOf(message.schema.fields).filter((attributes) =>
    groups.every((group) => group.some((attribute) => attribute in attributes)),
  );
}
