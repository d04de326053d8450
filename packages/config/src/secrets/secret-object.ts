import { isEmpty, type ValueType } from '../values/value-type.ts';
import { badSecret, type ReadSecret, type SecretFault, secretOf } from './secret.ts';

/** The members that a secret of JSON may have. Others are left alone: secrets are shared with other programs. */
export type SecretMembers = Readonly<Record<string, { readonly type: ValueType<unknown>; readonly required?: true }>>;

type MemberValue<M> = M extends { readonly type: ValueType<infer T> }
  ? M extends { readonly required: true }
    ? T
    : T | undefined
  : never;

/** The values of a secret's members. */
export type SecretValues<M extends SecretMembers> = { readonly [K in keyof M]: MemberValue<M[K]> };

/** Reads a JSON object with these members. Numbers and booleans may be text; what is left empty counts as left out. */
export function readSecretObject<const M extends SecretMembers>(members: M, text: string): ReadSecret<SecretValues<M>> {
  const raw = parseObject(text);
  if (raw === undefined) return badSecret('', 'is not a JSON object');
  const values: Record<string, unknown> = {};
  const faults: SecretFault[] = [];
  for (const [key, { type, required }] of Object.entries(members)) {
    const found = Object.hasOwn(raw, key) ? raw[key] : undefined;
    if (isEmpty(found)) {
      values[key] = undefined;
      if (required === true) faults.push({ key, reason: `is missing; expected ${expectation(type)}` });
      continue;
    }
    const read = type.read(found);
    if (read.ok) values[key] = read.value;
    else faults.push({ key, reason: `is not what was expected: ${read.expected}` });
  }
  return faults.length > 0 ? { ok: false, faults } : secretOf(values as SecretValues<M>);
}

/** The JSON object that a text holds; undefined for anything else. The parser's own message may quote the text. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function expectation(type: ValueType<unknown>): string {
  const read = type.read(undefined);
  return read.ok ? 'a value' : read.expected;
}
