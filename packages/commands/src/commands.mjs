import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * A program and its arguments, the path first, relative to the top folder.
 *
 * @typedef {string[]} Program
 *
 * @typedef {object} Command
 * @property {string} does
 * @property {(args: string[]) => Program[]} programs What to run, one after the other, each when the last succeeded.
 */

/** Programs that write the generated pages of docs/, each for one package. */
export const generators = [
  'packages/protocol/bin/docs.ts',
  'packages/config/bin/docs.ts',
  'packages/metrics/bin/docs.ts',
].filter((path) => existsSync(join(root, path)));

/** @type {(path: string, ...first: string[]) => (args: string[]) => Program[]} */
const program =
  (path, ...first) =>
  (args) => [[path, ...first, ...args]];

/** @type {Map<string, Command>} */
export const commands = new Map([
  ['start', { does: 'the whole stack on embedded parts, with load', programs: program('apps/lab/src/stack.ts') }],
  ['test', { does: 'all checks and tests', programs: program('packages/commands/src/test.mjs') }],
  ['bench', { does: 'measures, beside peers', programs: program('bench/src/main.ts') }],
  ['faults', { does: 'runs under faults, with a history checker', programs: program('bench/src/faults/main.ts') }],
  ['docs', { does: 'writes the generated pages', programs: () => generators.map((path) => [path]) }],
  ['docs:check', { does: 'fails where a page is stale', programs: program('packages/commands/src/docs-check.mjs') }],
  ['typecheck', { does: 'checks types', programs: program('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json') }],
  ['lint', { does: 'lints', programs: program('node_modules/oxlint/bin/oxlint') }],
  ['format', { does: 'formats all files', programs: program('node_modules/oxfmt/bin/oxfmt') }],
  [
    'format:check',
    { does: 'fails on unformatted files', programs: program('node_modules/oxfmt/bin/oxfmt', '--check') },
  ],
  ['lock', { does: 'completes package-lock.json', programs: program('packages/commands/src/lock-platforms.mjs') }],
]);

/** @returns {string} */
export function usage() {
  const lines = [...commands].map(([name, { does }]) => `  ${name.padEnd(14)}${does}`);
  return ['usage: npm run <command> [-- arguments]', ...lines].join('\n');
}
