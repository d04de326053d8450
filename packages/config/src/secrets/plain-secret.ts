import { isPlainText } from '../values/texts.ts';
import { badSecret, type ReadSecret, secretOf } from './secret.ts';

const MAX_LENGTH = 4096;

/** Reads a file that is a user name or a password and nothing else. A line break at its end does not count. */
export function parsePlainSecret(content: string): ReadSecret<string> {
  const value = content.replace(/\r?\n$/, '');
  if (value === '') return badSecret('', 'is empty');
  if (value.length > MAX_LENGTH) return badSecret('', `is longer than ${MAX_LENGTH} characters`);
  if (!isPlainText(value)) return badSecret('', 'is not one line of text');
  return secretOf(value);
}
