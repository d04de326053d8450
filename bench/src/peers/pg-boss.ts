import { PgBoss } from 'pg-boss';
import { serve } from '../run/child.ts';
import { jobPayload } from '../speed/content.ts';
import { concurrently } from './concurrent.ts';
import type { PeerLoad } from './orders.ts';

const QUEUE = 'bench';

/** pg-boss as a job queue that only takes in: its schedules and maintenance are off. */
serve<PeerLoad>(async (orders, tell) => {
  const boss = new PgBoss({
    connectionString: orders.databaseUrl,
    max: orders.pool,
    supervise: false,
    schedule: false,
  });
  let failure: Error | undefined;
  boss.on('error', (error) => {
    failure = error;
  });
  await boss.start();
  await boss.createQueue(QUEUE);
  const payloads = Array.from({ length: orders.queues }, (_, index) => jobPayload(index + 1));
  const report = await concurrently(orders.concurrency, orders, tell, async (slot) => {
    const id = await boss.send(QUEUE, payloads[slot % orders.queues] ?? {});
    if (id === null) throw new Error('pg-boss took no job');
  });
  await boss.stop({ graceful: false });
  if (failure !== undefined) throw failure;
  return report;
});
