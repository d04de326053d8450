import { EventAck } from '@ixn/protocol';
import { serve } from '../run/child.ts';
import { submitFrame } from '../speed/content.ts';
import { patchReference, WireConnection } from '../speed/wire/connection.ts';
import { Flusher } from '../speed/wire/flusher.ts';

export interface FillOrders {
  readonly port: number;
  readonly queues: number;
  /** Interactions to submit. */
  readonly count: number;
}

export interface FillReport {
  readonly acked: number;
  readonly seconds: number;
}

export interface FillLoad {
  readonly orders: FillOrders;
  readonly report: FillReport;
}

const CONNECTIONS = 8;
/** Submits in flight on each connection. */
const WINDOW = 64;

/** Submits so many interactions, evenly over the queues. */
async function fill({ port, queues, count }: FillOrders): Promise<FillReport> {
  const frames = Array.from({ length: queues }, (_, index) => submitFrame(index + 1));
  const flusher = new Flusher();
  let sent = 0;
  let acked = 0;
  let fail: (error: Error) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  let done: () => void;
  const filled = new Promise<void>((resolve) => {
    done = resolve;
  });
  const submit = (connection: WireConnection): void => {
    if (sent >= count) return;
    const start = flusher.append(connection, frames[sent % queues] as Buffer);
    sent++;
    patchReference(connection.out, start, sent);
  };
  const connections: WireConnection[] = [];
  for (let n = 1; n <= CONNECTIONS; n++) {
    const opening = WireConnection.open(port, `media-${n}`, 'Media server', (error) => fail(error));
    const connection = await Promise.race([failed, opening]);
    connection.handler = (code) => {
      if (code !== EventAck.code) return;
      acked++;
      if (acked === count) done();
      else submit(connection);
    };
    connections.push(connection);
  }
  const startedAt = performance.now();
  for (const connection of connections) for (let n = 0; n < WINDOW; n++) submit(connection);
  await Promise.race([failed, filled]);
  for (const connection of connections) connection.close();
  return { acked, seconds: (performance.now() - startedAt) / 1000 };
}

serve<FillLoad>(fill);
