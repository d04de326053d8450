import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../src/paths.mjs';

/** One import of one source file. */
export interface Import {
  /** The importing file, from the top folder. */
  readonly file: string;
  /** As written: `./pull.ts`, `@ixn/protocol`, `node:net`. */
  readonly specifier: string;
  /** The imported file from the top folder, when the specifier is relative; else the specifier. */
  readonly target: string;
}

const importPattern =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** Every specifier that a source text imports, types included. */
export function specifiersOf(text: string): string[] {
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Imports of all files that match the patterns, which are relative to the top folder. */
export function importsOf(...patterns: string[]): Import[] {
  const files = globSync(patterns, { cwd: root, exclude: (path) => path.includes('node_modules') });
  return files.flatMap((file) =>
    specifiersOf(readFileSync(join(root, file), 'utf8')).map((specifier) => {
      const isRelative = specifier.startsWith('.');
      return { file, specifier, target: isRelative ? relative('', join(dirname(file), specifier)) : specifier };
    }),
  );
}

/** `pg` of `pg/lib/x`, `@ixn/parts` of `@ixn/parts/vitest`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
