import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactLedger } from '../../src/ledger/compact.ts';
import { Ledger, readLedger } from '../../src/ledger/ledger.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ixn-ledger-'));
  file = join(folder, 'ledger.txt');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ledger', () => {
  it('is empty where there is none', () => {
    expect(readLedger(file)).toEqual({ acked: new Set(), finished: new Set() });
  });

  it('has what was written, over several lives', () => {
    const first = new Ledger(file);
    first.acked('A1');
    first.acked('A2');
    first.close();
    const second = new Ledger(file);
    second.finished('A1');
    second.close();
    expect(readLedger(file)).toEqual({ acked: new Set(['A1', 'A2']), finished: new Set(['A1']) });
  });

  it('passes over a torn last line', () => {
    const ledger = new Ledger(file);
    ledger.acked('A1');
    ledger.close();
    appendFileSync(file, 'A A');
    expect(readLedger(file).acked).toEqual(new Set(['A1']));
  });

  it('forgets what is finished when it is compacted', () => {
    const ledger = new Ledger(file);
    for (const id of ['A1', 'A2', 'A3']) ledger.acked(id);
    ledger.finished('A2');
    ledger.close();
    expect(compactLedger(file)).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('A A1\nA A3\n');
  });
});
