import { Histogram, type Latencies } from '../report/histogram.ts';
import { queueName } from '../rig/tenant.ts';
import { serve } from '../run/child.ts';
import { RoundCourse } from '../run/times.ts';
import type { LifeReport } from '../speed/life-load.ts';
import type { PeerOrders } from './orders.ts';
import {
  eventBytes,
  idOf,
  LIFE,
  numbered,
  ORDER_INDEX,
  PULL_IN_ORDER,
  type Statement,
  USER_DATA_BYTES,
} from './statements.ts';
import { connections, createServerTables } from './tables.ts';

export interface FloorOrders extends PeerOrders {
  /** What the server writes into its outbox for an event, on average. */
  readonly bytesPerEvent: number;
  /** True: a pull takes the next interaction of its queue, by an index of its own. False: it knows which, and finds it by its key. */
  readonly pullsInOrder: boolean;
}

export interface FloorLoad {
  readonly orders: FloorOrders;
  readonly report: LifeReport;
}

/** A statement of the life, ready for `pg`. */
interface Step {
  readonly statement: Statement;
  readonly text: string;
  readonly order: readonly string[];
  readonly events: Buffer;
  readonly histogram: Histogram;
}

/**
 * The floor: each step of a life as one prepared statement of its own, so one transaction, on some connections; each leads one life
 * after the other. No protocol, no rules.
 */
serve<FloorLoad>(async (orders, tell) => {
  await createServerTables(orders.databaseUrl);
  const clients = await connections(orders.databaseUrl, orders.pool);
  if (orders.pullsInOrder) await clients[0]?.query(ORDER_INDEX);
  const steps = LIFE.map((known): Step => {
    const statement = known.name === 'pull' && orders.pullsInOrder ? PULL_IN_ORDER : known;
    const { text, order } = numbered(statement.sql);
    return { statement, text, order, events: eventBytes(statement, orders.bytesPerEvent), histogram: new Histogram() };
  });
  const course = new RoundCourse(orders, tell);
  let ended = 0;
  const lead = async (slot: number): Promise<void> => {
    const client = clients[slot];
    let batch = 0;
    for (let number = 1; course.running; number++) {
      const queue = queueName(((slot + number) % orders.queues) + 1);
      let id = idOf(slot, number);
      for (let index = 0; index < steps.length;) {
        const { statement, text, order, events, histogram } = steps[index] as Step;
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
          queue,
        };
        const sentAt = performance.now();
        const result = await client?.query<{ id: string }>({
          name: statement.name,
          text,
          values: order.map((value) => values[value]),
        });
        if (course.measuring) histogram.record(performance.now() - sentAt);
        if (statement === PULL_IN_ORDER) {
          const taken = result?.rows[0];
          // Another was faster: as many wait as pull, so the next try finds one.
          if (taken === undefined) continue;
          ({ id } = taken);
        }
        index++;
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
