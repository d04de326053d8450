import { connect } from 'node:net';
import { once } from 'node:events';
import { EventPong, HEADER_SIZE, RequestPing, RequestRegisterClient } from '@ixn/protocol';
import mqtt from 'mqtt-packet';
import { Histogram, type Latencies } from '../report/histogram.ts';
import { serve } from '../run/child.ts';
import { type Phase, RoundCourse, type RoundTimes } from '../run/times.ts';
import { USER_DATA_SIZE } from './content.ts';
import { frameOf } from './wire/connection.ts';

export interface EchoOrders extends RoundTimes {
  readonly port: number;
  readonly speaks: 'ixn' | 'mqtt';
  readonly inFlight: number;
}

export interface EchoReport extends Latencies {
  readonly perSecond: number;
  /** Size of a request and of its answer, bytes. */
  readonly requestSize: number;
  readonly answerSize: number;
}

export interface EchoLoad {
  readonly orders: EchoOrders;
  readonly report: EchoReport;
}

/** A protocol as this load sees it: requests of one size, answers of one size in the order of the requests. */
interface Speech {
  readonly hello: Buffer;
  /** Bytes that answer the hello. */
  readonly helloAnswered: (received: Buffer) => boolean;
  /** The request with this number (1 … in flight). */
  readonly request: (number: number) => Buffer;
  readonly answerSize: number;
  /** The number that the answer at `pos` is to; -1: it is no answer. */
  readonly answers: (buffer: Buffer, pos: number) => number;
}

const ANSWER_LENGTH = HEADER_SIZE - 4;

const ixn: Speech = {
  hello: frameOf(RequestRegisterClient, { ClientName: 'echo', ClientType: 'Unknown' }),
  helloAnswered: (received) => received.length >= 4 && received.length >= 4 + received.readUInt32BE(0),
  request: (number) => frameOf(RequestPing, { Extension: { Text: 'x'.repeat(USER_DATA_SIZE) } }, number),
  answerSize: HEADER_SIZE,
  answers: (buffer, pos) => {
    const isPong = buffer.readUInt32BE(pos) === ANSWER_LENGTH && buffer.readUInt16BE(pos + 4) === EventPong.code;
    return isPong ? buffer.readUInt32BE(pos + 8) : -1;
  },
};

const PUBACK = 0x40;
const mqttSpeech: Speech = {
  hello: mqtt.generate({ cmd: 'connect', clientId: 'echo', protocolVersion: 4, clean: true, keepalive: 0 }),
  helloAnswered: (received) => received.length >= 4,
  request: (number) => publish(number, ixn.request(number).length),
  answerSize: 4,
  answers: (buffer, pos) => (buffer[pos] === PUBACK ? buffer.readUInt16BE(pos + 2) : -1),
};

/** A PUBLISH of so many bytes in all. */
function publish(number: number, size: number): Buffer {
  const make = (payload: number): Buffer =>
    mqtt.generate({
      cmd: 'publish',
      topic: 'bench',
      qos: 1,
      messageId: number,
      dup: false,
      retain: false,
      payload: Buffer.alloc(payload, 'x'),
    });
  return make(size - (make(size).length - size));
}

/**
 * One connection, so many requests in flight, all encoded before. They stand behind each other, twice, so that the requests after
 * any one of them are one piece: as many as were answered leave in one write.
 */
async function echo(orders: EchoOrders, tell: (phase: Phase) => void): Promise<EchoReport> {
  const { inFlight } = orders;
  const speech = orders.speaks === 'ixn' ? ixn : mqttSpeech;
  const ring = Array.from({ length: inFlight }, (_, index) => speech.request(index + 1));
  const requests = Buffer.concat([...ring, ...ring]);
  const size = requests.length / inFlight / 2;
  const course = new RoundCourse(orders, tell);
  const histogram = new Histogram();
  const sentAt = new Float64Array(inFlight);
  const socket = connect({ host: '127.0.0.1', port: orders.port, noDelay: true });
  const lost = once(socket, 'close').then(() => {
    throw new Error('the connection is lost');
  });
  await Promise.race([lost, greet(socket, speech)]);

  let oldest = 0;
  let open = 0;
  let part: Buffer = Buffer.alloc(0);
  let dry: () => void;
  const ranDry = new Promise<void>((resolve) => {
    dry = resolve;
  });
  const send = (count: number, now: number): void => {
    const first = (oldest + open) % inFlight;
    for (let index = 0; index < count; index++) sentAt[(first + index) % inFlight] = now;
    open += count;
    socket.write(requests.subarray(first * size, (first + count) * size));
  };
  const failed = new Promise<never>((_, reject) => {
    socket.on('data', (chunk: Buffer) => {
      const received = part.length === 0 ? chunk : Buffer.concat([part, chunk]);
      const now = performance.now();
      let pos = 0;
      let answered = 0;
      for (; pos + speech.answerSize <= received.length; pos += speech.answerSize, answered++) {
        if (speech.answers(received, pos) !== oldest + 1) {
          reject(new Error(`what came is not the answer to request ${oldest + 1}`));
          return;
        }
        if (course.measuring) histogram.record(now - (sentAt[oldest] as number));
        oldest = (oldest + 1) % inFlight;
      }
      part = received.subarray(pos);
      open -= answered;
      if (course.running) {
        if (answered > 0) send(answered, now);
      } else if (open === 0) dry();
    });
  });
  send(inFlight, performance.now());
  await Promise.race([failed, lost, course.run().then(() => ranDry)]);
  socket.destroy();
  return {
    perSecond: histogram.count / course.seconds,
    ...histogram.latencies(),
    requestSize: size,
    answerSize: speech.answerSize,
  };
}

async function greet(socket: ReturnType<typeof connect>, speech: Speech): Promise<void> {
  socket.write(speech.hello);
  let received: Buffer = Buffer.alloc(0);
  while (!speech.helloAnswered(received)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received = Buffer.concat([received, chunk]);
  }
}

serve<EchoLoad>(echo);
