import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingPlatforms } from '../src/lock-platforms.mjs';
import { root } from '../src/paths.mjs';

interface Lock {
  readonly packages: Parameters<typeof missingPlatforms>[0];
}

describe('package-lock.json', () => {
  it('has an entry for each platform, or npm ci refuses it: npm run lock adds them', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
    expect(missingPlatforms(packages)).toEqual([]);
  });

  it('is found to lack a platform that a nested package names', () => {
    const wanted = { optionalDependencies: { '@a/linux-x64': '1.0.0', '@a/darwin-x64': '1.0.0', '@a/top': '1.0.0' } };
    const entries = {
      '': {},
      'node_modules/b/node_modules/a': wanted,
      'node_modules/b/node_modules/@a/linux-x64': {},
      'node_modules/@a/top': {},
    };
    expect(missingPlatforms(entries)).toEqual([
      { wantedBy: 'node_modules/b/node_modules/a', name: '@a/darwin-x64', version: '1.0.0' },
    ]);
  });
});
