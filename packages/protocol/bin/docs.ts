// Writes docs/protocol.md and prints nothing. With --check writes nothing and ends with exit code 1 when the page is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocolPage } from '../src/docs/protocol-page.ts';

const file = join(import.meta.dirname, '../../../docs/protocol.md');
const text = protocolPage();

if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) process.exitCode = 1;
  else writeFileSync(file, text);
}
