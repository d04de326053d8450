import { ProtocolError } from '../errors.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/**
 * How one attribute travels. `Packed`, `Plain` and `Sent` are its types in JavaScript: as the server has it (KV lists packed,
 * times in ms), as a client has it (KV lists as objects, times as Date), and what may be given to be sent.
 */
export interface Kind<Packed = unknown, Plain = unknown, Sent = unknown> {
  /** Words for the reference, such as `str ≤ 255`. */
  readonly label: string;
  /**
   * Reads a value. A fault is told to the reader; then what is returned means nothing. `plain` chooses Plain over Packed.
   */
  decode(reader: Reader, plain: boolean): unknown;
  /** Writes a value of type Sent. Throws ProtocolError for anything else. */
  encode(writer: Writer, value: unknown): void;
  /** Never there: carries the types. */
  readonly types?: { readonly packed: Packed; readonly plain: Plain; readonly sent: Sent };
}

export type PackedOf<K> = K extends Kind<infer P> ? P : never;
export type PlainOf<K> = K extends Kind<unknown, infer P> ? P : never;
export type SentOf<K> = K extends Kind<unknown, unknown, infer S> ? S : never;

export function wrongType(expected: string, value: unknown): ProtocolError {
  return new ProtocolError('AttributeType', `expected ${expected}, got ${typeof value}`);
}

/** The same error, one level further out: `inner` is part of the attribute `name`. */
export function within(name: string, error: unknown): unknown {
  if (!(error instanceof ProtocolError)) return error;
  return new ProtocolError(error.error, error.detail, joinPath(name, error.attribute), error.number);
}

/** `Workbin` + `WorkbinTypeId` → `Workbin.WorkbinTypeId`, `Interactions` + `[3]` → `Interactions[3]`. */
export function joinPath(outer: string, inner: string): string {
  if (inner === '' || outer === '') return outer + inner;
  return inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}
