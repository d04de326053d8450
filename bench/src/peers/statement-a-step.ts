import { Histogram, type Latencies } from '../report/histogram.ts';
import { serve } from '../run/child.ts';
import { RoundCourse } from '../run/times.ts';
import type { LifeReport } from '../speed/life-load.ts';
import type { PeerOrders } from './orders.ts';
import { eventBytes, idOf, LIFE, numbered, USER_DATA_BYTES } from './statements.ts';
import { connections, createServerTables } from './tables.ts';

export interface FloorOrders extends PeerOrders {
  /** What the server writes into its outbox for an event, on average. */
  readonly bytesPerEvent: number;
}

export interface FloorLoad {
  readonly orders: FloorOrders;
  readonly report: LifeReport;
}

/**
 * The floor: each step of a life as one prepared statement of its own, so one transaction, on some connections; each leads one life
 * after the other. It does not look for what to pull: it knows its interaction. No protocol, no rules, no order.
 */
serve<FloorLoad>(async (orders, tell) => {
  await createServerTables(orders.databaseUrl);
  const clients = await connections(orders.databaseUrl, orders.pool);
  const steps = LIFE.map((statement) => {
    const { text, order } = numbered(statement.sql);
    return { statement, text, order, events: eventBytes(statement, orders.bytesPerEvent), histogram: new Histogram() };
  });
  const course = new RoundCourse(orders, tell);
  let ended = 0;
  const lead = async (slot: number): Promise<void> => {
    const client = clients[slot];
    let batch = 0;
    for (let number = 1; course.running; number++) {
      const id = idOf(slot, number);
      for (const { statement, text, order, events, histogram } of steps) {
        batch++;
        const values: Record<string, unknown> = {
          id,
          number,
          client: slot + 1,
          batch,
          eventCount: statement.eventCount,
          events,
          course: statement.course,
          userData: USER_DATA_BYTES,
        };
        const sentAt = performance.now();
        await client?.query({ name: statement.name, text, values: order.map((value) => values[value]) });
        if (course.measuring) histogram.record(performance.now() - sentAt);
      }
      ended++;
    }
  };
  await Promise.all([course.run(), ...clients.map((_, slot) => lead(slot))]);
  await Promise.all(clients.map((client) => client.end()));
  const latencies = steps.map(({ statement, histogram }) => [statement.name, histogram.latencies()] as const);
  const slowest = (pick: (step: Latencies) => number): number => Math.max(...latencies.map(([, step]) => pick(step)));
  return {
    perSecond: (steps.at(-1)?.histogram.count ?? 0) / course.seconds,
    p50: slowest(({ p50 }) => p50),
    p99: slowest(({ p99 }) => p99),
    max: slowest(({ max }) => max),
    steps: Object.fromEntries(latencies),
    ended,
  };
});
