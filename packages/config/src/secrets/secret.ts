import { faultText } from '../fault.ts';

/** A secret that was read, or what is wrong with its file. Reasons never hold a value. */
export type ReadSecret<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly SecretFault[] };

/** What is wrong with a secret: the key in it (empty: the whole), and why. */
export interface SecretFault {
  readonly key: string;
  readonly reason: string;
}

/** Turns the text of a secret file into its value. */
export type SecretParser<T> = (text: string) => ReadSecret<T>;

/** A secret file that cannot be used. The message names the file and the keys, never a value. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly file: string;
  readonly faults: readonly SecretFault[];

  constructor(file: string, faults: readonly SecretFault[]) {
    const reasons = faults.map(({ key, reason }) => faultText({ path: key === '' ? 'the whole file' : key, reason }));
    super(`secret file ${file}: ${reasons.join('; ')}`);
    this.file = file;
    this.faults = faults;
  }
}

/** A secret of this value. */
export function secretOf<T>(value: T): ReadSecret<T> {
  return { ok: true, value };
}

/** A refusal for one reason. */
export function badSecret<T>(key: string, reason: string): ReadSecret<T> {
  return { ok: false, faults: [{ key, reason }] };
}
