import { compare } from '../report/compare.ts';
import type { Measured, Round } from '../report/result.ts';
import { pgbenchVersion, runPgbench } from '../peers/pgbench.ts';
import type { FloorLoad } from '../peers/statement-a-step.ts';
import { EVENTS_OF_A_LIFE } from '../peers/statements.ts';
import { AGEING } from '../rig/tenant.ts';
import { runMeasured } from '../run/measured-child.ts';
import { type Plan, setupOf, timesOf } from '../run/plan.ts';
import { type Contender, takeTurns } from '../run/rounds.ts';
import { mustBe, numberFrom, startOurs } from '../run/server.ts';
import type { Stage } from '../run/stage.ts';
import type { RoundTimes } from '../run/times.ts';
import type { LifeLoad } from './life-load.ts';

/** Who takes part in a life, as bars of S2 have it. */
export const POPULATION = { mediaServers: 8, routers: 8, agents: 34, queues: 20, inFlight: 200 } as const;

const FLOOR_CONNECTIONS = 16;
const SECONDS = 10;
const WARM_UP_SECONDS = 4;

export const LIFE_LOAD = new URL('./life-load.ts', import.meta.url);
const FLOOR = new URL('../peers/statement-a-step.ts', import.meta.url);

export const LAST_SEQUENCE = 'SELECT last_sequence FROM $schema.outbox ORDER BY epoch DESC, batch DESC LIMIT 1';
export const COMPLETED = 'SELECT count(*) FROM $schema.completed_interactions';
export const LIVE = 'SELECT count(*) FROM $schema.interactions';
const BYTES_PER_EVENT = 'SELECT sum(length(events))::float8 / sum(event_count) FROM $schema.outbox';
/** Of each agent: it logs in. */
const EVENTS_OF_A_LOGIN = 1;

/** S2: whole lives over TCP, beside the same steps as one statement each. */
export async function s2(stage: Stage, plan: Plan): Promise<Measured> {
  const times = timesOf(plan, SECONDS, WARM_UP_SECONDS);
  const { queues, agents } = POPULATION;
  await stage.useLogFiles();
  const configurationPort = await stage.configuration({ queues, agents, order: AGEING });
  let bytesPerEvent = 0;
  const contenders: Contender[] = [
    {
      name: 'ixn',
      async round(roundTimes) {
        const { bytes, ...round } = await ours(stage, plan, configurationPort, roundTimes);
        bytesPerEvent = bytes;
        return round;
      },
    },
    {
      name: 'one statement a step',
      bar: 5,
      note: `prepared, ${FLOOR_CONNECTIONS} connections, knows its interaction: no order, no protocol, no rules`,
      round: (roundTimes) => floor(stage, roundTimes, bytesPerEvent),
    },
  ];
  const pgbench = await pgbenchVersion();
  if (pgbench === undefined) stage.say('  no pgbench on the PATH: the floor stands alone');
  else {
    contenders.push({
      name: 'pgbench',
      note: `${pgbench}, the same statements, ${FLOOR_CONNECTIONS} clients; p50 is the mean of a whole life`,
      round: (roundTimes) => ofPgbench(stage, roundTimes, bytesPerEvent),
    });
  }
  const [own, ...peers] = await takeTurns(contenders, plan.rounds, times, stage.say);
  if (own === undefined) throw new Error('nothing was measured');
  return compare(
    {
      name: 'S2',
      what: 'whole lives over TCP: submit, pull, deliver, accept, stop; every step acked after commit; 200 in flight; latencies of the slowest step',
      bar: '≥ 5 × the same steps as one prepared statement each (aim 8 ×), p99 of a step ≤ 25 ms',
      unit: 'lives',
      p99: 25,
      setup: { ...setupOf(plan, times), ...POPULATION },
    },
    own,
    peers,
  );
}

async function ours(
  stage: Stage,
  plan: Plan,
  configurationPort: number,
  times: RoundTimes,
): Promise<Round & { readonly bytes: number }> {
  const databaseUrl = await stage.freshDatabase('s2_ixn');
  const { server, number, close } = await startOurs({ stage, databaseUrl, configurationPort, profile: plan.profile });
  const orders = { ...times, port: server.port, ...POPULATION };
  const beside = { processes: { server: server.pid }, postgres: stage.postgres.pid };
  const { ended, ...round } = await runMeasured<LifeLoad>(LIFE_LOAD, 'load', orders, beside);
  mustBe('stopped interactions', await number(COMPLETED), ended);
  mustBe('live interactions', await number(LIVE), 0);
  const events = ended * EVENTS_OF_A_LIFE + POPULATION.agents * EVENTS_OF_A_LOGIN;
  mustBe('reporting events', await number(LAST_SEQUENCE), events);
  const bytes = await number(BYTES_PER_EVENT);
  await close();
  await stage.dropDatabase('s2_ixn');
  return { ...round, bytes };
}

async function floor(stage: Stage, times: RoundTimes, bytesPerEvent: number): Promise<Round> {
  const databaseUrl = await stage.freshDatabase('s2_floor');
  const { inFlight, queues } = POPULATION;
  const orders = { ...times, databaseUrl, concurrency: inFlight, pool: FLOOR_CONNECTIONS, queues, bytesPerEvent };
  const { ended, ...round } = await runMeasured<FloorLoad>(FLOOR, 'client', orders, {
    postgres: stage.postgres.pid,
  });
  mustBe('stopped interactions', await numberFrom(databaseUrl, 'SELECT count(*) FROM completed_interactions'), ended);
  await stage.dropDatabase('s2_floor');
  return round;
}

async function ofPgbench(stage: Stage, times: RoundTimes, bytesPerEvent: number): Promise<Round> {
  const databaseUrl = await stage.freshDatabase('s2_pgbench');
  const seconds = Math.max(1, Math.round((times.warmUpMs + times.measureMs) / 1000));
  const round = await runPgbench({ databaseUrl, connections: FLOOR_CONNECTIONS, seconds, bytesPerEvent });
  await stage.dropDatabase('s2_pgbench');
  return round;
}
