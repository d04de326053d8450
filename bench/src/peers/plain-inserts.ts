import { serve } from '../run/child.ts';
import { concurrently } from './concurrent.ts';
import type { PeerLoad } from './orders.ts';
import { idOf, numbered, PLAIN_INSERT, USER_DATA_BYTES } from './statements.ts';
import { connections, createServerTables } from './tables.ts';

/** Single-row inserts with `pg`, prepared, one in flight on each connection: the same row as the server's, without events. */
serve<PeerLoad>(async (orders, tell) => {
  await createServerTables(orders.databaseUrl);
  const clients = await connections(orders.databaseUrl, orders.pool);
  const { text, order } = numbered(PLAIN_INSERT.sql);
  const counts = clients.map(() => 0);
  const report = await concurrently(orders.pool, orders, tell, async (slot) => {
    const number = (counts[slot] = (counts[slot] ?? 0) + 1);
    const values: Record<string, unknown> = {
      id: idOf(slot, number),
      number,
      course: PLAIN_INSERT.course,
      userData: USER_DATA_BYTES,
    };
    await clients[slot]?.query({ name: PLAIN_INSERT.name, text, values: order.map((name) => values[name]) });
  });
  await Promise.all(clients.map((client) => client.end()));
  return report;
});
