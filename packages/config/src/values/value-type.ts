/** A raw value was read, or it was not what was expected (`expected` completes "expected …"). */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

/**
 * How a value that a person wrote is understood. Raw values come from YAML, JSON, the environment or the command line,
 * so a number or boolean may also be its text.
 */
export interface ValueType<T> {
  /** The kind in a word or two, for tables: `whole number`, `duration`. */
  readonly kind: string;
  /** The unit of a number without one, such as `seconds`; empty where there is none. */
  readonly unit: string;
  /** The values allowed, for tables: `1…65535`, `true, false`; empty where anything goes. */
  readonly range: string;
  read(raw: unknown): Read<T>;
}

/** A value that was read. */
export function accepted<T>(value: T): Read<T> {
  return { ok: true, value };
}

/** A refusal; `expected` completes the sentence "expected …". */
export function refused<T>(expected: string): Read<T> {
  return { ok: false, expected };
}

/** True for what counts as left empty: nothing, null, or text without content. */
export function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
}
