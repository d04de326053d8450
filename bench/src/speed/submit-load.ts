import { EventAck } from '@ixn/protocol';
import { Histogram, type Latencies } from '../report/histogram.ts';
import { serve } from '../run/child.ts';
import { RoundCourse, type Phase, type RoundTimes } from '../run/times.ts';
import { submitFrame } from './content.ts';
import { patchReference, WireConnection } from './wire/connection.ts';

export interface SubmitOrders extends RoundTimes {
  readonly port: number;
  readonly connections: number;
  readonly queues: number;
}

export interface SubmitReport extends Latencies {
  readonly perSecond: number;
  /** All acks, those before and after the measured part included. */
  readonly acked: number;
}

export interface SubmitLoad {
  readonly orders: SubmitOrders;
  readonly report: SubmitReport;
}

/** Media servers, one submit in flight each: the next leaves when the ack of the one before has come. */
async function submit(orders: SubmitOrders, tell: (phase: Phase) => void): Promise<SubmitReport> {
  const histogram = new Histogram();
  const course = new RoundCourse(orders, tell);
  let acked = 0;
  let open = 0;
  let dry: () => void;
  const ranDry = new Promise<void>((resolve) => {
    dry = resolve;
  });
  let fail: (error: Error) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });

  const connections = await Promise.race([
    failed,
    Promise.all(
      Array.from({ length: orders.connections }, (_, n) =>
        WireConnection.open(orders.port, `media-${n + 1}`, 'Media server', (error) => fail(error)),
      ),
    ),
  ]);
  for (const [n, connection] of connections.entries()) {
    // The bytes of a request are free again when its answer is here.
    const frame = submitFrame((n % orders.queues) + 1);
    let reference = 1;
    let sentAt = 0;
    const send = (now: number): void => {
      reference = (reference % 0x7fff_ffff) + 1;
      patchReference(frame, 0, reference);
      sentAt = now;
      connection.write(frame);
    };
    connection.handler = (code, referenceId) => {
      if (code !== EventAck.code || referenceId !== reference) {
        fail(new Error(`frame 0x${code.toString(16)} for ${referenceId} where the ack of ${reference} was due`));
        return;
      }
      const now = performance.now();
      acked++;
      if (course.measuring) histogram.record(now - sentAt);
      if (course.running) send(now);
      else if (--open === 0) dry();
    };
    open++;
    send(performance.now());
  }
  await Promise.race([failed, course.run().then(() => ranDry)]);
  for (const connection of connections) connection.close();
  return { perSecond: histogram.count / course.seconds, ...histogram.latencies(), acked };
}

serve<SubmitLoad>(submit);
