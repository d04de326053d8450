import { readFileSync } from 'node:fs';
import type { MessageDefinition } from '../message.ts';

/**
 * What the docstring of a message says, as one paragraph of Markdown: the source of a message is the one place where it is
 * described. Reads the source file, so it works where the sources are.
 */
export function docstring(message: MessageDefinition): string {
  const source = readFileSync(new URL(`../messages/${fileName(message.name)}`, import.meta.url), 'utf8');
  const comment = /\/\*\*([^]*?)\*\/\nexport const /.exec(source)?.[1] ?? '';
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .trim();
}

/** `RequestPull` → `request-pull.ts`. */
export function fileName(name: string): string {
  const words = name.replace('3rd', '-3rd-').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-');
  return `${words.replaceAll('--', '-').toLowerCase()}.ts`;
}
