import { setImmediate } from 'node:timers/promises';
import {
  ERRORS,
  EventAck,
  EventError,
  EventInteractionProperties,
  pack,
  RequestGetInteractionProperties,
  RequestPing,
  RequestStopProcessing,
  RequestUnregisterClient,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { errorOf, Rig } from './rig.ts';
import { frameOf, type WireClient } from './wire-client.ts';

const ID = 'ABCDEFGHIJKLMNOP';

/** Requests with references first … first + count − 1, in one piece. */
function requests(first: number, count: number): Buffer {
  const frames = Array.from({ length: count }, (_, index) =>
    frameOf(RequestStopProcessing, first + index, { InteractionId: ID }),
  );
  return Buffer.concat(frames);
}

/** Lets the gateway, which is in this process, read and write what it can. */
async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate();
}

/** Says so much to a client that reads nothing that some of it stays with the gateway. */
function fill(rig: Rig, id: number): void {
  const attributes = { ErrorCode: 1, ErrorDescription: 'x'.repeat(30_000) };
  for (let said = 0; said < 600; said++) rig.gateway.say(id, EventError, 0, attributes);
  rig.gateway.cut()?.send();
}

function isOpen(client: WireClient): Promise<boolean> {
  return Promise.race([client.closed.then(() => false), settle(50).then(() => true)]);
}

describe('what is said', () => {
  test('leaves in order, and not before its release', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.inbox.holding = true;
    client.write(requests(2, 3));
    await expect.poll(() => rig.inbox.asked.length).toBe(3);
    const first = rig.gateway.cut();
    client.write(requests(5, 2));
    await expect.poll(() => rig.inbox.asked.length).toBe(5);
    const second = rig.gateway.cut();
    expect(rig.gateway.cut()).toBeUndefined();
    client.send(RequestPing, 9, {});
    // The pong waits for no release; so nothing of what is held has left before it.
    expect(await client.next()).toMatchObject({ name: 'EventPong', reference: 9 });
    first?.send();
    second?.send();
    expect((await client.take(5)).map((answer) => answer.reference)).toEqual([2, 3, 4, 5, 6]);
  });

  test('at once does not wait for what is held', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.inbox.holding = true;
    rig.inbox.onRequest = ({ client: id, reference }) => {
      if (reference === 2) rig.gateway.say(id, EventAck, reference, {});
      else rig.gateway.sayNow(id, EventError, reference, { ErrorCode: 1004, ErrorDescription: 'full' });
    };
    client.write(requests(2, 2));
    expect(await client.next()).toMatchObject({ name: 'EventError', reference: 3 });
    rig.gateway.cut()?.send();
    expect(await client.next()).toMatchObject({ name: 'EventAck', reference: 2 });
  });

  test('a client that is ended still gets what was said before, and nothing after', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.gateway.say(1, EventError, 0, { ErrorCode: 1208, ErrorDescription: 'taken over' });
    rig.gateway.end(1);
    rig.gateway.say(1, EventAck, 5, {});
    rig.gateway.sayNow(1, EventAck, 6, {});
    const release = rig.gateway.cut();
    client.write(requests(2, 2));
    expect(await isOpen(client)).toBe(true);
    release?.send();
    expect((await client.rest()).map((frame) => [frame.name, frame.reference])).toEqual([['EventError', 0]]);
    expect(rig.inbox.asked).toEqual([]);
    expect(rig.inbox.disconnected).toEqual([1]);
  });

  test('is no more than a frame may be: the requester hears LimitExceeded, and others nothing', async () => {
    const rig = await Rig.open({ limits: { maxFrameSize: 8_192 } });
    const client = await rig.client('Media server');
    const large = { Interaction: pack({ InteractionId: ID, text: 'x'.repeat(9_000) }) };
    rig.inbox.onRequest = ({ client: id, reference }) =>
      rig.gateway.say(id, EventInteractionProperties, reference, large);
    rig.gateway.say(1, EventInteractionProperties, 0, large);
    client.send(RequestGetInteractionProperties, 2, { InteractionId: ID });
    const answer = await client.next();
    expect([answer.reference, errorOf(answer)]).toEqual([2, ERRORS.LimitExceeded.number]);
    expect(answer.attributes.ErrorDescription).toContain('max-frame-size');
    expect(rig.lines.filter((line) => line.event === 'frame beyond max-frame-size not sent')).toHaveLength(2);
  });

  test('and cannot be encoded, is logged and told as InternalError', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.inbox.onRequest = ({ client: id, reference }) => rig.gateway.say(id, EventInteractionProperties, reference, {});
    client.send(RequestGetInteractionProperties, 2, { InteractionId: ID });
    expect(errorOf(await client.next())).toBe(ERRORS.InternalError.number);
    expect(rig.lines.find((line) => line.event === 'event not encodable')).toMatchObject({
      message: 'EventInteractionProperties',
      attribute: 'Interaction',
    });
  });

  test('is nothing while the server may not answer', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    const stranger = await rig.connect();
    rig.inbox.answering = false;
    client.send(RequestPing, 2, {});
    stranger.send(RequestStopProcessing, 3, { InteractionId: ID });
    await expect.poll(() => rig.metrics.families.total_requests_received.value).toBe(3);
    await settle();
    rig.inbox.answering = true;
    client.send(RequestPing, 4, {});
    stranger.send(RequestPing, 5, {});
    expect(await client.next()).toMatchObject({ reference: 4 });
    expect(await stranger.next()).toMatchObject({ reference: 5 });
  });
});

describe('a client that asks faster than it is answered', () => {
  test('is not read beyond its bound, and answered in order', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnanswered: 100 } });
    const client = await rig.client('Media server');
    rig.inbox.onRequest = () => undefined;
    client.write(requests(2, 1_000));
    await expect.poll(() => rig.inbox.asked.length).toBeGreaterThan(100);
    await settle();
    expect(rig.inbox.asked.length).toBe(101);
    let answered = 0;
    while (answered < 1_000) {
      const open = rig.inbox.asked.slice(answered);
      expect(open.length).toBeLessThanOrEqual(101);
      for (const asked of open) rig.gateway.say(asked.client, EventAck, asked.reference, {});
      answered += open.length;
      rig.inbox.plan();
      await settle(3);
    }
    const answers = await client.take(1_000);
    expect(answers.map((answer) => answer.reference)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2));
  });

  test('with ReferenceId 0 is bounded too', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnanswered: 10 } });
    const client = await rig.client('Media server');
    const frame = frameOf(RequestStopProcessing, 0, { InteractionId: ID });
    client.write(Buffer.concat(Array.from({ length: 500 }, () => frame)));
    expect(await client.take(500)).toHaveLength(500);
    rig.inbox.onRequest = () => undefined;
    client.write(Buffer.concat(Array.from({ length: 500 }, () => frame)));
    await settle();
    expect(rig.inbox.asked.length).toBe(511);
  });

  test('may ask more where it is a proxy with many clients', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnanswered: 10 } });
    const proxy = await rig.client('Proxy');
    const desk = await rig.behind(proxy, 'Media server', 'mail');
    rig.inbox.onRequest = () => undefined;
    const frame = frameOf(RequestStopProcessing, 5, { InteractionId: ID }, desk);
    proxy.write(Buffer.concat(Array.from({ length: 100 }, () => frame)));
    await settle();
    expect(rig.inbox.asked.length).toBe(10 + 16 + 1);
  });

  test('a logical client that has gone owes no more answers to its connection', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnanswered: 10 } });
    const proxy = await rig.client('Proxy');
    rig.inbox.onRequest = () => undefined;
    for (let round = 0; round < 10; round++) {
      const desk = await rig.behind(proxy, 'Media server', 'mail');
      const frame = frameOf(RequestStopProcessing, 5, { InteractionId: ID }, desk);
      proxy.write(Buffer.concat([frame, frame, frame, frame, frame]));
      proxy.send(RequestUnregisterClient, 6, {}, desk);
      expect(await proxy.next()).toMatchObject({ name: 'EventAck', reference: 6, proxy: desk });
    }
    expect(rig.inbox.asked).toHaveLength(50);
  });

  test('and has very long answers is paused between them, not cut off', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnsentBytes: 100_000, maxUnsentBytes: 4_000_000 } });
    const client = await rig.client('Media server');
    const answer = { ErrorCode: 1, ErrorDescription: 'x'.repeat(30_000) };
    rig.inbox.onRequest = ({ client: id, reference }) => rig.gateway.say(id, EventError, reference, answer);
    rig.inbox.holding = true;
    client.write(requests(2, 1_000));
    await settle();
    expect(rig.inbox.asked.length).toBeLessThan(6);
    rig.inbox.holding = false;
    rig.inbox.plan();
    expect((await client.take(1_000)).at(-1)?.reference).toBe(1_001);
    expect(rig.metrics.families.slow_clients_disconnected_total.value).toBe(0);
  });

  test('leaves most turns to others', async () => {
    const rig = await Rig.open();
    const polite = await rig.client('Media server', 'polite');
    const flood = await rig.client('Media server', 'flood');
    const bulk = requests(1_000, 2_000);
    let flooding = true;
    flood.socket.on('data', () => flooding && flood.socket.writableLength < 1_000_000 && flood.write(bulk));
    flood.write(bulk);
    flood.write(bulk);
    await expect.poll(() => rig.inbox.asked.length).toBeGreaterThan(100);
    const before = rig.inbox.asked.length;
    for (let reference = 2; reference < 202; reference++) {
      polite.send(RequestStopProcessing, reference, { InteractionId: ID });
      await polite.next();
    }
    flooding = false;
    const others = rig.inbox.asked.length - before - 200;
    // Left to itself, one read of the flood brings more than a thousand requests, and each answer takes a few turns.
    expect(others).toBeLessThan(200 * 20);
    expect(others).toBeGreaterThanOrEqual(200 / 8);
  });
});

describe('a client that does not read', () => {
  test('is cut off when too much waits for it', async () => {
    const rig = await Rig.open({ limits: { maxUnsentBytes: 4 * 1024 * 1024 } });
    const client = await rig.client('Media server');
    const other = await rig.client('Media server', 'other');
    client.socket.pause();
    fill(rig, 1);
    await expect.poll(() => rig.inbox.disconnected).toEqual([1]);
    expect(rig.metrics.families.slow_clients_disconnected_total.value).toBe(1);
    expect(rig.lines.find((line) => line.event === 'slow client disconnected')).toMatchObject({
      client: 1,
      name: 'client',
    });
    other.send(RequestPing, 2, {});
    expect(await other.next()).toMatchObject({ name: 'EventPong' });
  });

  test('is cut off when it waits for longer than max-output-timeout', async () => {
    const rig = await Rig.open({ limits: { maxOutputTimeout: 30_000, pingAfter: 300_000, deadAfter: 600_000 } });
    const client = await rig.client('Media server');
    client.socket.pause();
    fill(rig, 1);
    rig.clock.advance(29_000);
    await settle();
    expect(rig.inbox.disconnected).toEqual([]);
    rig.clock.advance(4_000);
    await expect.poll(() => rig.inbox.disconnected).toEqual([1]);
    expect(rig.metrics.families.slow_clients_disconnected_total.value).toBe(1);
  });

  test('stays when it reads on in time', async () => {
    const rig = await Rig.open({ limits: { maxOutputTimeout: 30_000, pingAfter: 300_000, deadAfter: 600_000 } });
    const client = await rig.client('Media server');
    for (let round = 0; round < 3; round++) {
      client.socket.pause();
      fill(rig, 1);
      rig.clock.advance(20_000);
      client.socket.resume();
      await client.take(600);
    }
    expect(rig.inbox.disconnected).toEqual([]);
  });

  test('is not read meanwhile, and goes on afterwards', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    client.socket.pause();
    fill(rig, 1);
    client.write(requests(2, 50));
    await settle();
    expect(rig.inbox.asked).toEqual([]);
    client.socket.resume();
    const frames = await client.take(650);
    expect(frames.slice(600).map((frame) => frame.reference)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 2),
    );
  });
});
