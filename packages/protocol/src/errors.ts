import { ERRORS, type ErrorRow } from './error-table.ts';

export { ERRORS };

/** Symbolic name of an error. */
export type ErrorName = keyof typeof ERRORS;

const NAMES = new Map<number, ErrorName>(
  (Object.entries(ERRORS) as [ErrorName, ErrorRow][]).map(([name, row]) => [row.number, name]),
);

/** Name of an error number, undefined for one that the table does not have (a newer server). */
export function errorName(number: number): ErrorName | undefined {
  return NAMES.get(number);
}

/** Whether the connection (or logical client) ends after this error was sent. */
export function errorCloses(name: ErrorName): boolean {
  return 'closes' in ERRORS[name];
}

const MAX_DETAIL = 1000;

/**
 * ErrorDescription: the fixed text of the error, then what exactly is wrong. The detail may quote what a client sent: it is cut to
 * a length that any frame has room for, and to characters that a text may have.
 */
export function errorText(name: ErrorName, detail = ''): string {
  if (detail === '') return ERRORS[name].text;
  const cut = detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL)} …` : detail;
  return `${ERRORS[name].text}: ${cut.replaceAll('\0', '\\0').toWellFormed()}`;
}

/** A refusal of the protocol: an EventError received, or a message that cannot be encoded. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  /** Symbolic name; `InternalError` stands for a number that this release does not know. */
  readonly error: ErrorName;
  readonly number: number;
  /** Path of the attribute at fault, such as `Workbin.WorkbinTypeId`. Empty when no attribute is. */
  readonly attribute: string;
  /** What exactly is wrong, without the fixed text of the error. */
  readonly detail: string;

  constructor(error: ErrorName, detail = '', attribute = '', number: number = ERRORS[error].number) {
    super(errorText(error, detail));
    this.error = error;
    this.number = number;
    this.attribute = attribute;
    this.detail = detail;
  }
}
