import { readFileSync } from 'node:fs';
import { ERRORS, errorCloses, type ErrorName } from '../errors.ts';
import { SYSTEM_PROPERTIES, SYSTEM_PROPERTY_NAMES } from '../interaction.ts';
import { annotate } from './annotate.ts';
import { table } from './markdown.ts';

/** Every error by number. */
export function errorTable(): string {
  const rows = Object.entries(ERRORS).toSorted(([, a], [, b]) => a.number - b.number);
  return table(
    ['number', 'name', 'text', 'when', 'then'],
    rows.map(([name, { number, text, when }]) => [
      String(number),
      name,
      text,
      when,
      errorCloses(name as ErrorName) ? 'the connection is closed' : '',
    ]),
  );
}

/** Every system property of an interaction. */
export function propertyTable(): string {
  const rows = SYSTEM_PROPERTY_NAMES.map((name) => {
    const { column, kind, about, changeable } = SYSTEM_PROPERTIES[name];
    return [name, column, kind.label, changeable ? 'yes' : '', about];
  });
  return table(
    ['property', 'name in conditions', 'type', 'may be changed', 'meaning'],
    [...rows, ['UserData', '', 'map (KV list)', 'by keys', 'Any KV list, kept as it came.']],
  );
}

interface Vector {
  readonly name: string;
  readonly hex: string;
}

/** A frame of the test vectors, byte by byte. `reference` is `family/name of the vector`. */
export function example(reference: string): string {
  const slash = reference.indexOf('/');
  const file = new URL(`../../vectors/${reference.slice(0, slash)}.json`, import.meta.url);
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[];
  const vector = vectors.find(({ name }) => name === reference.slice(slash + 1));
  if (vector === undefined) throw new Error(`no vector ${reference}`);
  return `\`\`\`text\n${annotate(Buffer.from(vector.hex, 'hex'))}\n\`\`\``;
}
