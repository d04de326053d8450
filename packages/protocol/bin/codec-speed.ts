/**
 * Prints how long the codec takes for typical messages: `node bin/codec-speed.ts`. Nanoseconds a call, medians of five rounds. For
 * looking at a change of the codec; the figures that count are those of bench/.
 */
import {
  decodeBody,
  encodeFrame,
  EventAck,
  FrameSplitter,
  HEADER_SIZE,
  mergePacked,
  pack,
  packedGet,
  packedSize,
  RequestSubmit,
  Writer,
} from '../src/index.ts';

const SAMPLES = 2000;
const CALLS = 100_000;

const userData = pack({
  Subject: 'Order 12345 has not come yet',
  From: 'ada.lovelace@example.org',
  To: 'support@example.org',
  Segment: 'gold',
  Priority: 5,
  Language: 'en',
  CustomerId: 'C-00012345',
  Value: 129.95,
  DueAt: new Date(1_000_000_000_000),
  Body: 'x'.repeat(140),
  Tags: ['a', 'b', 'c'],
  Attachments: 2,
});
const writer = new Writer(1 << 16);
const submits = Array.from({ length: SAMPLES }, (_, index) => ({
  TenantId: '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd',
  MediaType: 'email',
  InteractionType: 'Inbound',
  InteractionSubtype: 'InboundNew',
  Queue: 'email.inbound',
  InteractionId: `0000${String(100_000_000_000 + index)}`,
  IsOnline: 0 as const,
  ReceivedAt: 1_700_000_000_000 + index,
  ExternalId: `<${index}@example.org>`,
  UserData: userData,
}));
const acks = submits.map(({ InteractionId }) => ({ Extension: { InteractionId } }));
const submitFrames = submits.map((attributes) => {
  writer.reset();
  encodeFrame(writer, RequestSubmit, 1, 0, attributes);
  return writer.copy();
});
const ackFrames = acks.map((attributes) => {
  writer.reset();
  encodeFrame(writer, EventAck, 1, 0, attributes);
  return writer.copy();
});
const stream = Buffer.concat(submitFrames.slice(0, 100));
const changed = pack({ Segment: 'silver', RoutedBy: 'email.route' });
let frames = 0;
const splitter = new FrameSplitter(1 << 20, {
  frame: () => frames++,
  fault: (error) => {
    throw new Error(error);
  },
});

type Call = (index: number) => unknown;

const calls: readonly (readonly [string, Call])[] = [
  ['decode RequestSubmit, on the server', (i) => decode(submitFrames[i] as Buffer, RequestSubmit)],
  ['decode RequestSubmit, at a client', (i) => decodePlain(submitFrames[i] as Buffer, RequestSubmit)],
  ['encode RequestSubmit', (i) => encode(RequestSubmit, i, submits[i] as (typeof submits)[0])],
  ['encode EventAck', (i) => encode(EventAck, i, acks[i] as (typeof acks)[0])],
  ['decode EventAck, at a client', (i) => decodePlain(ackFrames[i] as Buffer, EventAck)],
  ['packedGet', () => packedGet(userData, 'Priority')],
  ['mergePacked of two keys', () => mergePacked(userData, { changed })],
  ['split a frame (a chunk has 100)', (i) => (i % 100 === 0 ? splitter.push(stream) : undefined)],
];

function decode(frame: Buffer, message: typeof RequestSubmit): unknown {
  return decodeBody(message, frame, HEADER_SIZE, frame.length, 'packed');
}

function decodePlain(frame: Buffer, message: typeof RequestSubmit | typeof EventAck): unknown {
  return decodeBody(message, frame, HEADER_SIZE, frame.length, 'plain');
}

function encode<M extends typeof RequestSubmit | typeof EventAck>(
  message: M,
  referenceId: number,
  attributes: Parameters<typeof encodeFrame<M>>[4],
): unknown {
  writer.reset();
  return encodeFrame(writer, message, referenceId, 0, attributes);
}

function round(call: Call): number {
  const started = process.hrtime.bigint();
  for (let index = 0; index < CALLS; index++) call(index % SAMPLES);
  return Number(process.hrtime.bigint() - started) / CALLS;
}

process.stdout.write(
  `frame of RequestSubmit ${submitFrames[0]?.length} bytes, user data ${packedSize(userData)} bytes\n`,
);
for (const [name, call] of calls) {
  for (let warm = 0; warm < 3; warm++) round(call);
  const median = [1, 2, 3, 4, 5].map(() => round(call)).toSorted((a, b) => a - b)[2] as number;
  process.stdout.write(`${name.padEnd(40)}${median.toFixed(0).padStart(8)} ns\n`);
}
