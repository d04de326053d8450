import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compare } from '../report/compare.ts';
import type { Measured, Round } from '../report/result.ts';
import { AGEING } from '../rig/tenant.ts';
import { runMeasured } from '../run/measured-child.ts';
import { type Plan, setupOf, timesOf } from '../run/plan.ts';
import { takeTurns } from '../run/rounds.ts';
import { startOurs } from '../run/server.ts';
import type { Stage } from '../run/stage.ts';
import type { RoundTimes } from '../run/times.ts';
import type { EchoLoad, EchoOrders } from './echo-load.ts';

const IN_FLIGHT = 64;
const SECONDS = 5;
const WARM_UP_SECONDS = 3;
const START_TIMEOUT_MS = 10_000;

const LOAD = new URL('./echo-load.ts', import.meta.url);
const AEDES = new URL('../peers/aedes.ts', import.meta.url);

/** S5: the wire alone. Both servers run all rounds through. */
export async function s5(stage: Stage, plan: Plan): Promise<Measured> {
  const times = timesOf(plan, SECONDS, WARM_UP_SECONDS);
  const databaseUrl = await stage.freshDatabase('s5_ixn');
  const configurationPort = await stage.configuration({ queues: 1, agents: 1, order: AGEING });
  const { server, close } = await startOurs({ stage, databaseUrl, configurationPort, profile: plan.profile });
  const aedes = await startAedes(stage);
  const round =
    (speaks: EchoOrders['speaks'], port: number, pid: number) =>
    async (roundTimes: RoundTimes): Promise<Round> => {
      const orders = { ...roundTimes, speaks, port, inFlight: IN_FLIGHT };
      const {
        requestSize: _,
        answerSize: __,
        ...measured
      } = await runMeasured<EchoLoad>(LOAD, 'load', orders, { processes: { server: pid } });
      return measured;
    };
  const [own, ...peers] = await takeTurns(
    [
      { name: 'ixn', round: round('ixn', server.port, server.pid), note: 'RequestPing with an Extension' },
      {
        name: 'aedes',
        bar: 1.3,
        note: 'MQTT 3.1.1, QoS 1, PUBLISH of the same size, nobody subscribes',
        round: round('mqtt', aedes.port, aedes.pid),
      },
    ],
    plan.rounds,
    times,
    stage.say,
  );
  await close();
  await stage.dropDatabase('s5_ixn');
  if (own === undefined) throw new Error('nothing was measured');
  return compare(
    {
      name: 'S5',
      what: `the wire alone: pre-encoded requests of one size, one connection, ${IN_FLIGHT} in flight`,
      bar: '≥ 1.3 × aedes (MQTT QoS 1)',
      unit: 'requests',
      setup: setupOf(plan, times),
    },
    own,
    peers,
  );
}

async function startAedes(stage: Stage): Promise<{ port: number; pid: number }> {
  const child = fork(fileURLToPath(AEDES), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  stage.onClose(async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  const [said] = (await once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) })) as [
    { readonly port: number },
  ];
  return { port: said.port, pid: child.pid ?? 0 };
}
