// Fails where a generated page of docs/ is not what its generator writes now. Leaves the pages as they were.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generators } from './commands.mjs';
import { root } from './paths.mjs';
import { run } from './program.mjs';

const docs = join(root, 'docs');

function pages() {
  const names = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return new Map(names.map((name) => [name, readFileSync(join(docs, name), 'utf8')]));
}

const before = pages();
for (const path of generators) {
  const { code } = await run([path]);
  if (code !== 0) process.exitCode = 1;
}
const stale = [...pages()].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
for (const name of stale) {
  const text = before.get(name);
  if (text !== undefined) writeFileSync(join(docs, name), text);
  console.error(`docs/${name} is stale: run npm run docs and commit what it writes`);
  process.exitCode = 1;
}
