#!/usr/bin/env node
// Starts ixnctl under the Node that the repository pins, whichever Node npx runs this with.
import { install } from '../../../packages/commands/src/install.mjs';
import { exitLike, run } from '../../../packages/commands/src/program.mjs';

try {
  await install();
  exitLike(await run(['apps/ixnctl/src/main.ts', ...process.argv.slice(2)], { cwd: process.cwd() }));
} catch (error) {
  console.error(`ixnctl: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
