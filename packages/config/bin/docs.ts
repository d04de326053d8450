// Writes docs/options.md and docs/settings.md. With --check writes nothing and ends with exit code 1 when one is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from '../src/docs/pages.ts';

const folder = join(import.meta.dirname, '../../../docs');
const isCheck = process.argv.includes('--check');

for (const [name, text] of generatedPages()) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) {
    console.error(`docs/${name} is stale: run npm run docs and commit what it writes`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote docs/${name}`);
  }
}
