import { describe, expect, it } from 'vitest';
import { isInstalledAs } from '../src/installed.mjs';

const here = { platform: 'linux', arch: 'x64' };
const pg = { version: '8.0.0' };
const forHere = { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] };

describe('installed packages are those of the lock file', () => {
  it.each([
    ['all the same', { 'node_modules/pg': pg }, { 'node_modules/pg': pg }, true],
    ['one missing', { 'node_modules/pg': pg }, {}, false],
    ['one of another version', { 'node_modules/pg': pg }, { 'node_modules/pg': { version: '8.0.1' } }, false],
    ['a workspace', { 'packages/parts': {}, 'node_modules/@ixn/parts': { link: true } }, {}, true],
    ['an optional one of another platform', { 'node_modules/a': { ...forHere, os: ['darwin'] } }, {}, true],
    ['an optional one of another processor', { 'node_modules/a': { ...forHere, cpu: ['arm64'] } }, {}, true],
    ['an optional one of this platform', { 'node_modules/a': forHere }, {}, false],
    ['an optional one of another C library', { 'node_modules/a': { ...forHere, libc: ['musl'] } }, {}, true],
    ['an optional one for no platform', { 'node_modules/a': { version: '1.0.0', optional: true } }, {}, true],
    ['one too many', {}, { 'node_modules/pg': pg }, true],
  ])('%s', (_, wanted, installed, expected) => {
    expect(isInstalledAs(wanted, installed, here)).toBe(expected);
  });
});
