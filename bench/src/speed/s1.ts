import { compare } from '../report/compare.ts';
import type { Measured, Round } from '../report/result.ts';
import type { PeerLoad } from '../peers/orders.ts';
import { AGEING } from '../rig/tenant.ts';
import { runMeasured } from '../run/measured-child.ts';
import { type Plan, setupOf, timesOf } from '../run/plan.ts';
import { type Contender, takeTurns } from '../run/rounds.ts';
import { mustBe, numberFrom, startOurs } from '../run/server.ts';
import type { Stage } from '../run/stage.ts';
import type { RoundTimes } from '../run/times.ts';
import type { SubmitLoad } from './submit-load.ts';

const CONNECTIONS = 64;
const QUEUES = 20;
const POOL = 32;
const SECONDS = 8;
const WARM_UP_SECONDS = 3;
/** Reporting events of a submit: submitted, placed in queue. */
const EVENTS_OF_A_SUBMIT = 2;

const LOAD = new URL('./submit-load.ts', import.meta.url);

/** S1: durable submits, one in flight on each of 64 connections, beside job queues and plain inserts. */
export async function s1(stage: Stage, plan: Plan): Promise<Measured> {
  const times = timesOf(plan, SECONDS, WARM_UP_SECONDS);
  await stage.useLogFiles();
  const configurationPort = await stage.configuration({ queues: QUEUES, agents: 1, order: AGEING });
  const contenders: Contender[] = [
    { name: 'ixn', round: (roundTimes) => ours(stage, plan, configurationPort, roundTimes) },
    peer(stage, {
      name: 'pg-boss send',
      program: new URL('../peers/pg-boss.ts', import.meta.url),
      count: 'SELECT count(*) FROM pgboss.job',
      bar: 10,
      note: `in process, ${CONNECTIONS} at once, pool of ${POOL}, single sends`,
    }),
    peer(stage, {
      name: 'graphile-worker addJob',
      program: new URL('../peers/graphile-worker.ts', import.meta.url),
      count: 'SELECT count(*) FROM graphile_worker.jobs',
      bar: 10,
      note: `in process, ${CONNECTIONS} at once, pool of ${POOL}, single jobs`,
    }),
    peer(stage, {
      name: 'plain pg insert',
      program: new URL('../peers/plain-inserts.ts', import.meta.url),
      count: 'SELECT count(*) FROM interactions',
      bar: 3,
      note: `in process, ${POOL} connections, prepared, the same row without its events`,
    }),
  ];
  const [own, ...peers] = await takeTurns(contenders, plan.rounds, times, stage.say);
  if (own === undefined) throw new Error('nothing was measured');
  return compare(
    {
      name: 'S1',
      what: `durable submits over TCP, ${CONNECTIONS} connections, one in flight each, acked after commit`,
      bar: '≥ 10 × pg-boss send and graphile-worker addJob, ≥ 3 × plain pg inserts, p99 ≤ 10 ms',
      unit: 'submits',
      p99: 10,
      setup: setupOf(plan, times),
    },
    own,
    peers,
  );
}

async function ours(stage: Stage, plan: Plan, configurationPort: number, times: RoundTimes): Promise<Round> {
  const databaseUrl = await stage.freshDatabase('s1_ixn');
  const { server, number, close } = await startOurs({ stage, databaseUrl, configurationPort, profile: plan.profile });
  const orders = { ...times, port: server.port, connections: CONNECTIONS, queues: QUEUES };
  const beside = { processes: { server: server.pid }, postgres: stage.postgres.pid };
  const { acked, ...round } = await runMeasured<SubmitLoad>(LOAD, 'load', orders, beside);
  mustBe('interactions', await number('SELECT count(*) FROM $schema.interactions'), acked);
  const events = 'SELECT last_sequence FROM $schema.outbox ORDER BY epoch DESC, batch DESC LIMIT 1';
  mustBe('reporting events', await number(events), acked * EVENTS_OF_A_SUBMIT);
  await close();
  await stage.dropDatabase('s1_ixn');
  return round;
}

interface PeerOfS1 {
  readonly name: string;
  readonly program: URL;
  /** Statement that counts its rows. */
  readonly count: string;
  readonly bar: number;
  readonly note: string;
}

function peer(stage: Stage, { name, program, count, bar, note }: PeerOfS1): Contender {
  const database = `s1_${name.replaceAll(/\W.*/g, '')}`;
  return {
    name,
    bar,
    note,
    async round(times) {
      const databaseUrl = await stage.freshDatabase(database);
      const orders = { ...times, databaseUrl, concurrency: CONNECTIONS, pool: POOL, queues: QUEUES };
      const { acked, ...round } = await runMeasured<PeerLoad>(program, 'client', orders, {
        postgres: stage.postgres.pid,
      });
      mustBe(name, await numberFrom(databaseUrl, count), acked);
      await stage.dropDatabase(database);
      return round;
    },
  };
}
