import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { requirePart } from '@ixn/parts/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../src/report/files.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const RUN_TIMEOUT_MS = 240_000;

/** Benches end with a fault when the rows in the database are not what was acked: figures are not looked at here. */
describe.skipIf(!(await requirePart('postgres', 'short runs of the bench')))('a short run of the bench', () => {
  let folder: string;
  let printed = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ixn-bench-'));
    const args = ['S2', 'S5', 'M1', 'M2', '--rounds=1', '--seconds=0.5', '--interactions=1000', `--results=${folder}`];
    const env = { ...process.env, IXN_DATA_DIR: join(folder, 'data') };
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env, timeout: RUN_TIMEOUT_MS });
    printed = stdout;
  }, RUN_TIMEOUT_MS);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('measures, and keeps what it measured', () => {
    const results = readResults(folder);
    expect(results.map(({ name }) => name)).toEqual(['S2', 'S5', 'M1', 'M2']);
    for (const { ratio, machine } of results) {
      expect(ratio).toBeGreaterThan(0);
      expect(machine.cores).toBeGreaterThan(0);
    }
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('| S2 | ixn, lives |');
  });

  it('times each step of a life', () => {
    const s2 = readResults(folder).find((result) => result.kind === 'speed');
    const [round] = s2?.ours.rounds ?? [];
    expect(Object.keys(round?.steps ?? {})).toEqual(['submit', 'pull', 'deliver', 'accept', 'stop']);
    for (const { p50, p99 } of Object.values(round?.steps ?? {})) {
      expect(p50).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(p50);
    }
  });

  it('prints a table, ratios last', () => {
    const lines = printed.trimEnd().split('\n');
    expect(lines.find((line) => line.startsWith('bench '))).toMatch(/ ratio$/);
    expect(lines.at(-1)).toMatch(/^M2 .*×$/);
  });

  it('says what it does not know', async () => {
    const failing = promisify(execFile)(process.execPath, [MAIN, 'S99']);
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no bench 'S99'") as string,
    });
  });
});
