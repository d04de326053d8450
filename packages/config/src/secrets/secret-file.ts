import { readFileSync } from 'node:fs';
import { badSecret, type ReadSecret, SecretError, type SecretParser } from './secret.ts';

/** Reads the text of a file or throws, as `readFileSync` does. */
export type ReadText = (file: string) => string;

/** What a look at a secret file found: its text, or why there is none. */
export interface SecretContent {
  readonly text: string | undefined;
  readonly fault: string | undefined;
}

/** The value of a secret file. Throws {@link SecretError} when the file cannot be read or used. */
export function readSecret<T>(file: string, parse: SecretParser<T>, readText: ReadText = readUtf8): T {
  const read = valueOf(contentOf(file, readText), parse);
  if (!read.ok) throw new SecretError(file, read.faults);
  return read.value;
}

/** Looks at a secret file; never throws. */
export function contentOf(file: string, readText: ReadText): SecretContent {
  try {
    return { text: readText(file), fault: undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { text: undefined, fault: `cannot be read (${code})` };
  }
}

/** The value that a look found, or what is wrong. */
export function valueOf<T>(content: SecretContent, parse: SecretParser<T>): ReadSecret<T> {
  return content.text === undefined ? badSecret('', content.fault ?? 'cannot be read') : parse(content.text);
}

/** Reads a file of the file system. */
export function readUtf8(file: string): string {
  return readFileSync(file, 'utf8');
}
