import type { ServerUnderTest } from '../rig/server.ts';
import { faultRig, type Verdict } from './rig.ts';

/** F1: SIGKILL of the server under load, and a restart. */
export async function f1(rounds: number, say: (line: string) => void): Promise<Verdict> {
  let server: ServerUnderTest | undefined;
  const rig = await faultRig({ ports: () => [server?.port ?? 0], say });
  try {
    server = await rig.server();
    server.start();
    await server.ready();
    await rig.load.start();
    for (let round = 1; round <= rounds; round++) {
      await rig.roundIsUnderWay();
      await server.end('SIGKILL');
      server.start();
      await server.ready();
      say(`F1 round ${round} of ${rounds}: acked ${rig.recorder.acked}`);
    }
    await rig.roundIsUnderWay();
    return await rig.verdict();
  } finally {
    await rig.close();
  }
}
