import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** An option of the command line. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help; only with type `string`. */
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was typed after the name of the command. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command: `ixnctl NAME …`. */
export interface Command {
  readonly name: string;
  /** What follows the name, for the help. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** What a person needs to know besides, line by line. */
  readonly details?: readonly string[];
  readonly options: Options;
  /** Runs until it is done or interrupted. What it rejects with decides the exit code. */
  run(typed: Arguments, io: Io): Promise<void>;
}

/** The text given for an option, undefined when it was not given. */
export function textOf(typed: Arguments, option: string): string | undefined {
  const value = typed.values[option];
  return typeof value === 'string' ? value : undefined;
}

export function isSet(typed: Arguments, option: string): boolean {
  return typed.values[option] === true;
}

/** A whole number given for an option. Throws UsageError for anything else, or outside of `least` … `most`. */
export function wholeOf(typed: Arguments, option: string, least: number, most: number): number | undefined {
  const text = textOf(typed, option);
  return text === undefined ? undefined : whole(text, `--${option}`, least, most);
}

export function whole(text: string, what: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${what} takes a whole number from ${least} to ${most}, not '${text}'`);
}

/** The one positional at `index`. Throws UsageError when it is missing. */
export function positional(typed: Arguments, index: number, what: string): string {
  const text = typed.positionals[index];
  if (text === undefined) throw new UsageError(`${what} is missing`);
  return text;
}

/** Throws UsageError when more was typed than the command takes. */
export function atMost(typed: Arguments, count: number): void {
  const extra = typed.positionals[count];
  if (extra !== undefined) throw new UsageError(`'${extra}' is too much`);
}
