/**
 * Fills in the hex of test vectors that have none: `node bin/vectors.ts`. Write the object, run it, and look at the bytes before
 * they are committed: from then on they are what every client relies on. Prints nothing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { attributesFromJson, encodeFrame, messageByName, Writer } from '../src/index.ts';

interface Vector {
  readonly name: string;
  readonly object?: {
    readonly message: string;
    readonly referenceId: number;
    readonly proxyClientId: number;
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  hex?: string;
}

const folder = new URL('../vectors/', import.meta.url);

function fill(vector: Vector): Vector {
  if (vector.hex !== undefined || vector.object === undefined) return vector;
  const { message: name, referenceId, proxyClientId, attributes } = vector.object;
  const message = messageByName(name);
  if (message === undefined) throw new Error(`${vector.name}: no message is named ${name}`);
  const writer = new Writer();
  encodeFrame(writer, message, referenceId, proxyClientId, attributesFromJson(message, attributes));
  return { ...vector, hex: writer.view().toString('hex') };
}

/** One member a line, so that a change of one vector is a change of its lines. */
function print(vectors: readonly Vector[]): string {
  const entries = vectors.map((vector) => {
    const members = Object.entries(vector).map(
      ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `  {\n${members.join(',\n')}\n  }`;
  });
  return `[\n${entries.join(',\n')}\n]\n`;
}

for (const file of readdirSync(folder)) {
  if (!file.endsWith('.json')) continue;
  const path = new URL(file, folder);
  const before = readFileSync(path, 'utf8');
  const after = print((JSON.parse(before) as Vector[]).map(fill));
  if (after !== before) writeFileSync(path, after);
}
