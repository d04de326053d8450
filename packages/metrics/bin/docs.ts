// Writes docs/metrics.md. With --check writes nothing and ends with exit code 1 when it is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsPage } from '../src/docs/metrics-page.ts';

const file = join(import.meta.dirname, '../../../docs/metrics.md');
const text = metricsPage();

if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('docs/metrics.md is stale: run npm run docs and commit what it writes');
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log('wrote docs/metrics.md');
  }
}
