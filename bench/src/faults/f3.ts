import type { ServerUnderTest } from '../rig/server.ts';
import { faultRig, type Verdict } from './rig.ts';
import { Witness } from './witness.ts';

/** The second server has to take over in this time after the first was frozen. */
const TAKE_OVER_MS = 15_000;
/** The first one has to end by itself in this time after it woke up. */
const END_MS = 15_000;

/**
 * F3: two servers on one database. The first is frozen (SIGSTOP) past its lease; the second takes over; the first wakes up, and
 * must neither answer nor write. Then a new server waits at its place, and the roles are exchanged.
 */
export async function f3(rounds: number, say: (line: string) => void): Promise<Verdict> {
  let active: ServerUnderTest | undefined;
  let waiting: ServerUnderTest | undefined;
  const rig = await faultRig({ ports: () => [active?.port ?? 0, waiting?.port ?? 0], say });
  const answered: string[] = [];
  try {
    active = await rig.server();
    active.start();
    await active.ready();
    waiting = await rig.server();
    waiting.start();
    await rig.load.start();
    for (let round = 1; round <= rounds; round++) {
      await rig.roundIsUnderWay();
      const witness = new Witness(active.port);
      await witness.connect();
      active.freeze();
      witness.ask();
      const frozenAt = performance.now();
      await waiting.ready(TAKE_OVER_MS);
      const took = performance.now() - frozenAt;
      active.thaw();
      await active.ends(END_MS);
      if ((await witness.verdict()) === 'answered')
        answered.push(`round ${round}: the frozen server answered when it woke up`);
      [active, waiting] = [waiting, active];
      waiting.start();
      say(`F3 round ${round} of ${rounds}: taken over in ${(took / 1000).toFixed(1)} s, acked ${rig.recorder.acked}`);
    }
    await rig.roundIsUnderWay();
    const verdict = await rig.verdict();
    const violations = answered.map((text) => ({ kind: 'order' as const, interactionId: null, text }));
    return { ...verdict, violations: [...verdict.violations, ...violations] };
  } finally {
    await rig.close();
  }
}
