import { Logger, makeWorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { serve } from '../run/child.ts';
import { jobPayload } from '../speed/content.ts';
import { concurrently } from './concurrent.ts';
import type { PeerLoad } from './orders.ts';

const TASK = 'bench';

/** graphile-worker as a job queue that only takes in: no worker runs. */
serve<PeerLoad>(async (orders, tell) => {
  const pool = new pg.Pool({ connectionString: orders.databaseUrl, max: orders.pool });
  let failure: Error | undefined;
  const failed = (error: Error): void => {
    failure = error;
  };
  pool.on('error', failed);
  pool.on('connect', (client) => {
    client.on('error', failed);
  });
  const silent = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool: pool, logger: silent });
  await utils.migrate();
  const payloads = Array.from({ length: orders.queues }, (_, index) => jobPayload(index + 1));
  const report = await concurrently(orders.concurrency, orders, tell, (slot) =>
    utils.addJob(TASK, payloads[slot % orders.queues]),
  );
  await utils.release();
  await pool.end();
  if (failure !== undefined) throw failure;
  return report;
});
