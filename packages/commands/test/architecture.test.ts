import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../src/paths.mjs';
import { importsOf, packageOf, specifiersOf } from './imports.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

const workspaces = globSync('{packages/*,apps/*,bench}/package.json', { cwd: root }).map((path) => dirname(path));
const forTests = Object.keys(manifestOf('.').devDependencies ?? {});

/** Files that run in tests only, and may import what is a development dependency. */
function isOfTests(file: string): boolean {
  return ['/test/', 'packages/parts/src/vitest/', 'packages/commands/'].some((part) => file.includes(part));
}

describe('workspaces', () => {
  it.each(workspaces)('%s imports only what its package.json names', (folder) => {
    const { name, dependencies, optionalDependencies, devDependencies } = manifestOf(folder);
    const declared = new Set([name, ...Object.keys({ ...dependencies, ...optionalDependencies })]);
    const inTestsToo = new Set([...forTests, ...Object.keys(devDependencies ?? {})]);
    const undeclared = importsOf(`${folder}/**/*.ts`)
      .filter(({ specifier }) => !specifier.startsWith('.') && !isBuiltin(specifier))
      .filter(({ file, specifier }) => {
        const wanted = packageOf(specifier);
        return !declared.has(wanted) && !(isOfTests(file) && inTestsToo.has(wanted));
      });
    expect(undeclared).toEqual([]);
  });

  it.each(workspaces)('%s reaches other workspaces by name, not by path', (folder) => {
    const strays = importsOf(`${folder}/**/*.ts`).filter(
      ({ specifier, target }) => specifier.startsWith('.') && !target.startsWith(`${folder}/`),
    );
    expect(strays).toEqual([]);
  });

  it('depend on each other one way', () => {
    const needs = new Map(
      workspaces.map(manifestOf).map(({ name, dependencies = {} }) => [name, Object.keys(dependencies)]),
    );
    expect(cycleIn(needs)).toEqual([]);
  });

  it('have the protocol at the bottom: it imports none of the others', () => {
    const { dependencies = {} } = manifestOf('packages/protocol');
    expect(Object.keys(dependencies).filter((name) => name.startsWith('@ixn/'))).toEqual([]);
  });
});

/**
 * The folders of the Interaction Server, and which others each may import. The core (state, views, engine) is rules
 * without input or output; the rest wraps it. Files beside the folders (main.ts) wire them and may import all.
 */
const server = 'apps/interaction-server/src';
const mayImport: Readonly<Record<string, readonly string[]>> = {
  state: ['engine', 'views'],
  views: ['state'],
  engine: ['state', 'views'],
  dispatch: ['engine', 'state', 'views'],
  journal: ['engine', 'state', 'views'],
  gateway: ['dispatch', 'engine', 'state'],
  reporting: ['dispatch', 'engine', 'state'],
  health: ['state'],
  // Wires the others, as main.ts does.
  start: ['dispatch', 'engine', 'gateway', 'health', 'journal', 'reporting', 'state', 'views'],
};
const core = ['state', 'views', 'engine'];

function folderOf(path: string): string {
  const [folder = '', file] = path.slice(server.length + 1).split('/');
  return file === undefined ? '' : folder;
}

describe('the Interaction Server', () => {
  const imports = importsOf(`${server}/**/*.ts`);

  it('has no folder without a rule', () => {
    const folders = new Set(imports.map(({ file }) => folderOf(file)).filter((folder) => folder !== ''));
    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
  });

  it.each(Object.entries(mayImport))('has a folder %s that imports only %j of the others', (folder, allowed) => {
    const strays = imports.filter(({ file, target }) => {
      if (folderOf(file) !== folder || !target.startsWith(`${server}/`)) return false;
      const to = folderOf(target);
      return to !== '' && to !== folder && !allowed.includes(to);
    });
    expect(strays).toEqual([]);
  });

  it('has a core that does no input or output, keeps no log and knows no clock of the system', () => {
    const strays = imports
      .filter(({ file }) => core.includes(folderOf(file)))
      .filter(
        ({ specifier, target }) =>
          isBuiltin(specifier) || ['pg', 'pino'].includes(specifier) || target === `${server}/log.ts`,
      );
    expect(strays).toEqual([]);
    const clocks = globSync(`${server}/{${core.join(',')}}/**/*.ts`, { cwd: root }).filter((file) =>
      /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|setTimeout|setInterval)\b/.test(codeOf(file)),
    );
    expect(clocks).toEqual([]);
  });

  it('knows PostgreSQL in its journal only', () => {
    const strays = imports.filter(
      ({ file, specifier }) => packageOf(specifier) === 'pg' && folderOf(file) !== 'journal',
    );
    expect(strays).toEqual([]);
  });
});

describe('what reads imports', () => {
  it('finds every form of them, and nothing in comments or texts', () => {
    const text = [
      "import a from 'one';",
      "import type { B } from './two.ts';",
      "import {\n  c,\n  d,\n} from '../three.ts';",
      "export * from './four.ts';",
      "import 'five';",
      // In two pieces, so that this line is no import itself.
      ['const e = await import', "('six');"].join(''),
      "// comes from 'nowhere'",
      "const text = `from 'here'`;",
    ].join('\n');
    expect(specifiersOf(text)).toEqual(['one', './two.ts', '../three.ts', './four.ts', 'five', 'six']);
  });

  it('finds a cycle', () => {
    expect(
      cycleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
    expect(
      cycleIn(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([]);
  });
});

/** A file's text without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

/** A cycle in a graph as the names along it, the first again at the end; empty when there is none. */
function cycleIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  function walk(node: string, path: readonly string[]): string[] {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of edges.get(node) ?? []) {
      const cycle = walk(next, [...path, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  }
  for (const node of edges.keys()) {
    const cycle = walk(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
