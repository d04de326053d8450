import type { Measured } from '../report/result.ts';
import { rounded } from '../report/statistics.ts';
import { AGEING } from '../rig/tenant.ts';
import { runChild } from '../run/child.ts';
import { runMeasured } from '../run/measured-child.ts';
import type { Plan } from '../run/plan.ts';
import { mustBe, type Ours, startOurs } from '../run/server.ts';
import type { Stage } from '../run/stage.ts';
import { pause } from '../run/times.ts';
import type { LifeLoad } from '../speed/life-load.ts';
import { COMPLETED, LIFE_LOAD, LIVE, POPULATION } from '../speed/s2.ts';
import type { FillLoad, FillReport } from './fill-load.ts';
import { limitResult } from './limit-result.ts';
import { ResidentMemory } from './resident.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const KIB = 2 ** 10;
const LARGEST_RESIDENT = 1.5 * GIB;
const BYTES_AN_INTERACTION = 1.2 * KIB;
const LONGEST_START_SECONDS = 20;
/** A process needs that to start at all, in a trial with few interactions. */
const SHORTEST_START_SECONDS = 5;
/** The bars hold for this many. */
const FULL = 1_000_000;

const IDLE_MS = 5_000;
const TRAFFIC_SECONDS = 30;
const FILL_TIMEOUT_MS = 600_000;
const START_TIMEOUT_MS = 120_000;
const DATABASE = 'memory_ixn';

const FILL = new URL('./fill-load.ts', import.meta.url);

/** M1 and M2 stand on the same interactions that wait: whichever were asked for, in one go. */
export async function memory(stage: Stage, plan: Plan, names: readonly ('M1' | 'M2')[]): Promise<Measured[]> {
  const { queues, agents } = POPULATION;
  const databaseUrl = await stage.freshDatabase(DATABASE);
  const configurationPort = await stage.configuration({ queues, agents, order: AGEING });
  const ours = await startOurs({ stage, databaseUrl, configurationPort, profile: plan.profile });
  const measured: Measured[] = [];
  const resident = new ResidentMemory(() => ours.server.residentBytes());
  try {
    await pause(IDLE_MS);
    const base = resident.last;
    stage.say(`  base ${mib(base)} MiB; ${plan.interactions} submits begin`);
    const fill = await fillQueues(ours, plan.interactions);
    const filled = { base, afterFill: resident.last, largestInFill: resident.largest, fillSeconds: fill.seconds };
    stage.say(
      `  filled in ${fill.seconds.toFixed(1)} s; resident ${mib(resident.last)} MiB, at most ${mib(resident.largest)}`,
    );
    if (names.includes('M1')) measured.push(await m1(stage, plan, ours, resident, filled));
  } finally {
    resident.stop();
  }
  if (names.includes('M2')) measured.push(await m2(stage, plan, ours));
  await ours.close();
  await stage.dropDatabase(DATABASE);
  return measured;
}

async function fillQueues(ours: Ours, count: number): Promise<FillReport> {
  const orders = { port: ours.server.port, queues: POPULATION.queues, count };
  const report = await runChild<FillLoad>(FILL, orders, { timeoutMs: FILL_TIMEOUT_MS });
  mustBe('interactions', await ours.number(LIVE), report.acked);
  return report;
}

interface Filled {
  readonly base: number;
  readonly afterFill: number;
  readonly largestInFill: number;
  readonly fillSeconds: number;
}

async function m1(
  stage: Stage,
  plan: Plan,
  { server, number }: Ours,
  resident: ResidentMemory,
  { base, afterFill, largestInFill, fillSeconds }: Filled,
): Promise<Measured> {
  const seconds = plan.seconds ?? TRAFFIC_SECONDS;
  const orders = { port: server.port, ...POPULATION, warmUpMs: 0, measureMs: seconds * 1000 };
  const traffic = await runMeasured<LifeLoad>(LIFE_LOAD, 'load', orders);
  mustBe('live interactions', await number(LIVE), plan.interactions);
  mustBe('stopped interactions', await number(COMPLETED), traffic.ended);
  const { largest } = resident;
  const each = (largest - base) / plan.interactions;
  stage.say(
    `  with ${Math.round(traffic.perSecond)} lives/s on top: at most ${mib(largest)} MiB, ${Math.round(each)} bytes each`,
  );
  return limitResult({
    name: 'M1',
    what: `server with ${plan.interactions.toLocaleString('en')} interactions waiting in ${POPULATION.queues} queues, then S2's traffic on top; largest sample a second`,
    bar: '≤ 1.5 GiB resident, ≤ 1.2 KiB an interaction above the base',
    full: plan.interactions >= FULL,
    limits: [
      { what: 'resident', value: rounded(largest / GIB), limit: LARGEST_RESIDENT / GIB, unit: 'GiB' },
      { what: 'an interaction', value: rounded(each / KIB), limit: BYTES_AN_INTERACTION / KIB, unit: 'KiB' },
    ],
    figures: {
      interactions: plan.interactions,
      baseMiB: mib(base),
      afterFillMiB: mib(afterFill),
      largestInFillMiB: mib(largestInFill),
      largestMiB: mib(largest),
      bytesEach: Math.round(each),
      submitsPerSecond: Math.round(plan.interactions / fillSeconds),
      livesPerSecondOnTop: Math.round(traffic.perSecond),
      p99OfSlowestStepMs: rounded(traffic.p99),
    },
    setup: { secondsOfTraffic: seconds, ...POPULATION },
  });
}

async function m2(stage: Stage, plan: Plan, { server, number }: Ours): Promise<Measured> {
  const interactions = await number(LIVE);
  await server.end('SIGTERM');
  const startedAt = performance.now();
  server.start();
  await server.ready(START_TIMEOUT_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  mustBe('live interactions', await number(LIVE), interactions);
  stage.say(`  listening ${seconds.toFixed(2)} s after its start; resident ${mib(server.residentBytes())} MiB`);
  return limitResult({
    name: 'M2',
    what: `start with ${interactions.toLocaleString('en')} interactions in the database, from the start of the process until it listens`,
    bar: '≤ 20 s (≥ 50,000 a second)',
    full: plan.interactions >= FULL,
    limits: [
      {
        what: 'start',
        value: rounded(seconds),
        limit: Math.max(SHORTEST_START_SECONDS, (LONGEST_START_SECONDS * interactions) / FULL),
        unit: 's',
      },
    ],
    figures: {
      interactions,
      seconds: rounded(seconds),
      perSecond: Math.round(interactions / seconds),
      residentMiB: mib(server.residentBytes()),
    },
    setup: {},
  });
}

function mib(bytes: number): number {
  return Math.round(bytes / MIB);
}
