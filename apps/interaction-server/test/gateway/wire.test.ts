import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import {
  CLIENT_TYPES,
  ERRORS,
  EventPong,
  EVENTS,
  messageByCode,
  RequestTakeSnapshot,
  RequestPing,
  RequestRegisterClient,
  REQUESTS,
  RequestStopProcessing,
  RequestSubmit,
  RequestUnregisterClient,
  type ClientType,
  type ErrorName,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { errorOf, Rig } from './rig.ts';
import { frameOf, type Seen } from './wire-client.ts';

const ID = 'ABCDEFGHIJKLMNOP';

interface BadVector {
  readonly name: string;
  readonly hex: string;
  readonly error: ErrorName;
  readonly attribute: string;
  readonly closes?: boolean;
}

const vectors = new URL('../../../../packages/protocol/vectors/bad.json', import.meta.url);
const bad = JSON.parse(readFileSync(vectors, 'utf8')) as readonly BadVector[];

/** A type that may send the message of a frame. */
function senderOf(hex: string): ClientType {
  const message = messageByCode(Number.parseInt(hex.slice(8, 12), 16));
  return message?.kind === 'request' ? (message.from[0] ?? 'Unknown') : 'Unknown';
}

const closing = bad.filter((vector) => vector.closes).map((vector) => [vector.name, vector] as const);
const passing = bad.filter((vector) => !vector.closes).map((vector) => [vector.name, vector] as const);

describe('a frame that is wrong', () => {
  test.each(passing)('%s: told by error and attribute, and the client goes on', async (_, vector) => {
    const rig = await Rig.open();
    const client = await rig.client(senderOf(vector.hex));
    client.write(Buffer.from(vector.hex, 'hex'));
    client.send(RequestPing, 10, {});
    const answers = await client.take(2);
    const refused = answers.find((answer) => answer.name === 'EventError');
    expect([refused?.reference, refused?.attributes.ErrorCode, refused?.attributes.Attribute ?? '']).toEqual([
      9,
      ERRORS[vector.error].number,
      vector.attribute,
    ]);
    expect(answers).toContainEqual({ name: 'EventPong', reference: 10, proxy: 0, attributes: {} });
    expect(rig.inbox.asked).toEqual([]);
  });

  describe.each([true, false])('registered: %s', (isRegistered) => {
    test.each(closing)('%s: told, and closed', async (_, vector) => {
      const rig = await Rig.open();
      const client = isRegistered ? await rig.client('Routing engine') : await rig.connect();
      client.write(Buffer.from(vector.hex.padEnd(32, '0'), 'hex'));
      const answer = await client.next();
      const reference = vector.error === 'MalformedFrame' ? 0 : 9;
      expect([answer.reference, errorOf(answer)]).toEqual([reference, ERRORS[vector.error].number]);
      expect(await client.rest()).toEqual([]);
    });
  });

  test('what follows a framing error is not read', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    const stop = frameOf(RequestStopProcessing, 2, { InteractionId: ID });
    const flagged = Buffer.from(stop);
    flagged[7] = 1;
    client.write(Buffer.concat([stop, flagged, stop]));
    const answers = await client.rest();
    expect(answers.map((answer) => answer.name)).toEqual(['EventAck', 'EventError']);
    expect(rig.inbox.asked).toHaveLength(1);
  });

  test('a stream that breaks after many requests is told so after their answers', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    const many = Array.from({ length: 300 }, (_, index) =>
      frameOf(RequestStopProcessing, index + 2, { InteractionId: ID }),
    );
    client.write(Buffer.concat([...many, Buffer.alloc(16)]));
    const answers = await client.rest();
    expect(answers.map((answer) => answer.reference)).toEqual([...many.map((_, index) => index + 2), 0]);
    expect(errorOf(answers[300]!)).toBe(ERRORS.MalformedFrame.number);
  });

  test('half a frame does not hold more memory than a registration needs, before there is one', async () => {
    const rig = await Rig.open();
    const client = await rig.connect();
    const header = Buffer.alloc(16);
    header.writeUInt32BE(900_000);
    header.writeUInt16BE(RequestRegisterClient.code, 4);
    header[6] = 1;
    client.write(Buffer.concat([header, Buffer.alloc(70_000)]));
    expect(errorOf(await client.next())).toBe(ERRORS.FrameTooLarge.number);
    await client.closed;
  });
});

describe('who may send what', () => {
  test.each(CLIENT_TYPES)('%s: all that the catalogue does not grant is refused by name', async (type) => {
    const rig = await Rig.open();
    const client = await rig.client(type);
    const denied = REQUESTS.filter((request) => !request.from.includes(type));
    expect(denied.length).toBeGreaterThan(0);
    for (const [index, request] of denied.entries()) {
      const frame = Buffer.from('0000000c00000100000000000000000000', 'hex').subarray(0, 16);
      frame.writeUInt16BE(request.code, 4);
      frame.writeUInt32BE(index + 10, 8);
      client.write(frame);
    }
    const answers = await client.take(denied.length);
    for (const [index, answer] of answers.entries()) {
      expect(answer.reference).toBe(index + 10);
      expect(errorOf(answer)).toBe(ERRORS.RequestNotAllowed.number);
      expect(answer.attributes.ErrorDescription).toContain(`${denied[index]?.name} by a client of type ${type}`);
    }
    expect(rig.inbox.asked).toEqual([]);
  });

  test('events come from the server', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Unknown');
    const events = EVENTS.filter((event) => event !== EventPong);
    for (const event of events) {
      const frame = Buffer.from('0000000c000001000000000700000000', 'hex');
      frame.writeUInt16BE(event.code, 4);
      client.write(frame);
    }
    for (const answer of await client.take(events.length)) expect(errorOf(answer)).toBe(ERRORS.UnknownMessage.number);
  });
});

describe('a recorded session', () => {
  const bytes = Buffer.concat([
    frameOf(RequestPing, 1, { Extension: { text: 'é' } }),
    frameOf(RequestRegisterClient, 2, { ClientName: 'mail', ClientType: 'Media server' }),
    frameOf(RequestSubmit, 3, {
      TenantId: 'tenant-1',
      MediaType: 'email',
      InteractionType: 'Inbound',
      InteractionSubtype: 'InboundNew',
      Queue: 'q',
      UserData: { Priority: 3, text: 'x'.repeat(40) },
    }),
    Buffer.from('0000001001180100000000040000000081a151c0', 'hex'),
    Buffer.from('0000000c7fff01000000000500000000', 'hex'),
    frameOf(RequestTakeSnapshot, 6, { Lock: 0 }),
    frameOf(RequestUnregisterClient, 7, {}),
  ]);

  interface Heard {
    readonly seen: readonly Seen[];
    readonly asked: readonly unknown[];
  }

  async function play(rig: Rig, pieces: readonly Buffer[]): Promise<Heard> {
    const client = await rig.connect();
    for (const piece of pieces) {
      client.write(piece);
      // The gateway lives in this process: it has read the piece when two turns are over.
      await setImmediate();
      await setImmediate();
    }
    const seen = await client.rest();
    const asked = rig.inbox.asked
      .splice(0)
      .map(({ reference, message, attributes }) => [reference, message.name, attributes]);
    return { seen, asked };
  }

  test('says the same however it is split', async () => {
    const rig = await Rig.open();
    const whole = await play(rig, [bytes]);
    expect(whole.seen.map(({ name, reference, attributes }) => [reference, name, attributes.ErrorCode])).toEqual([
      [1, 'EventPong', undefined],
      [2, 'EventAck', undefined],
      [3, 'EventAck', undefined],
      [4, 'EventError', ERRORS.AttributeMissing.number],
      [5, 'EventError', ERRORS.UnknownMessage.number],
      [6, 'EventError', ERRORS.RequestNotAllowed.number],
      [7, 'EventAck', undefined],
    ]);
    expect(whole.asked).toHaveLength(1);
    for (let at = 1; at < bytes.length; at++) {
      expect(await play(rig, [bytes.subarray(0, at), bytes.subarray(at)]), `split at ${at}`).toEqual(whole);
    }
    const single = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(await play(rig, single), 'byte by byte').toEqual(whole);
  });
});
