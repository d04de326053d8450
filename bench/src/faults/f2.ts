import { startProxy } from '@ixn/parts';
import { faultRig, pause, type Verdict } from './rig.ts';

/** How long a half-open link swallows everything: longer than the server waits for an answer of the database. */
const SWALLOW_MS = 4_000;

/**
 * F2: the database in trouble under load. Rounds alternate: PostgreSQL killed at once (SIGQUIT) and restarted; all connections to
 * it cut; the link half open, so that nothing comes through and nobody is told.
 */
export async function f2(rounds: number, say: (line: string) => void): Promise<Verdict> {
  let port = 0;
  const rig = await faultRig({ ports: () => [port], say });
  const target = new URL(rig.databaseUrl);
  const proxy = await startProxy({ target: { host: target.hostname, port: Number(target.port) } });
  try {
    target.port = String(proxy.port);
    const server = await rig.server(target.href);
    port = server.port;
    server.start();
    await server.ready();
    await rig.load.start();
    for (let round = 1; round <= rounds; round++) {
      await rig.roundIsUnderWay();
      const fault = FAULTS[(round - 1) % FAULTS.length] as (typeof FAULTS)[number];
      if (fault === 'killed') {
        await rig.postgres.kill('SIGQUIT');
        await rig.postgres.restart();
      } else if (fault === 'cut') proxy.cut();
      else {
        proxy.swallow();
        await pause(SWALLOW_MS);
        proxy.forward();
      }
      if (server.ended) server.start();
      await server.ready();
      say(`F2 round ${round} of ${rounds} (${fault}): acked ${rig.recorder.acked}`);
    }
    await rig.roundIsUnderWay();
    return await rig.verdict();
  } finally {
    await rig.close();
    await proxy.stop();
  }
}

const FAULTS = ['killed', 'cut', 'half open'] as const;
