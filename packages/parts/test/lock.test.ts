import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../src/index.ts';

describe('a lock file', () => {
  let folder = '';
  let path = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ixn-lock-'));
    path = join(folder, 'lock');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function take(): { release(): void } {
    const lock = takeLock(path);
    if (!('release' in lock)) throw new Error(`held by ${lock.heldBy}`);
    return lock;
  }

  it('is refused while its holder lives, and names it', () => {
    take();
    expect(takeLock(path)).toEqual({ heldBy: process.pid });
  });

  it('is free again after its release', () => {
    take().release();
    take().release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is held by another process, and free once that is killed', async () => {
    const script = `import { takeLock } from ${JSON.stringify(new URL('../src/lock.mjs', import.meta.url).href)};
      takeLock(process.argv[1]); console.log('taken'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(takeLock(path)).toEqual({ heldBy: holder.pid });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    take();
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('does not count for a later process with the same id', () => {
    writeFileSync(path, `${process.pid} 1\n`);
    take();
    expect(readFileSync(path, 'utf8')).not.toBe(`${process.pid} 1\n`);
  });

  it('leaves a lock that another took meanwhile', () => {
    const lock = take();
    writeFileSync(path, '1 1\n');
    lock.release();
    expect(readFileSync(path, 'utf8')).toBe('1 1\n');
  });
});
