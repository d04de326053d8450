import { requirePart } from '@ixn/parts/vitest';
import { describe, expect, it } from 'vitest';
import { f1 } from '../src/faults/f1.ts';
import { f2 } from '../src/faults/f2.ts';
import { f3 } from '../src/faults/f3.ts';
import { faultRig } from '../src/faults/rig.ts';
import type { ServerUnderTest } from '../src/rig/server.ts';

const FAULT_TIMEOUT_MS = 180_000;
/** A waiting server has to be ready in this time after the one that held the lease was killed. */
const TAKE_OVER_MS = 10_000;

const quiet = (): void => undefined;

describe.skipIf(!(await requirePart('postgres', 'fault runs of one round')))('one round of each fault run', () => {
  it.each([
    ['F1: the server killed', f1, 1],
    ['F2: the database killed, cut off, half open', f2, 3],
    ['F3: the server frozen past its lease', f3, 1],
  ])(
    '%s: nothing acknowledged is lost or doubled',
    async (_name, run, rounds) => {
      const { acked, events, violations } = await run(rounds, quiet);
      expect(violations).toEqual([]);
      expect(acked).toBeGreaterThanOrEqual(1000 * rounds);
      expect(events).toBeGreaterThan(1000 * rounds);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'a second server waits, and takes over within 10 s when the first is killed',
    async () => {
      const servers: ServerUnderTest[] = [];
      const rig = await faultRig({ ports: () => servers.map((server) => server.port), say: quiet });
      try {
        const first = await rig.server();
        const second = await rig.server();
        servers.push(first, second);
        first.start();
        await first.ready();
        second.start();
        await expect.poll(async () => (await second.health()).text, { timeout: 10_000 }).toContain('standby');
        await rig.load.start();
        await rig.roundIsUnderWay();
        await first.end('SIGKILL');
        await second.ready(TAKE_OVER_MS);
        await rig.roundIsUnderWay();
        expect((await rig.verdict()).violations).toEqual([]);
      } finally {
        await rig.close();
      }
    },
    FAULT_TIMEOUT_MS,
  );
});
