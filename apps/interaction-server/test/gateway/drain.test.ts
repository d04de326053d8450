import { setImmediate } from 'node:timers/promises';
import { ERRORS, EventAck, EventError, RequestStopProcessing } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { errorOf, Rig } from './rig.ts';

const ID = 'ABCDEFGHIJKLMNOP';

describe('drain', () => {
  test('clients are told, what is held still leaves, then all is closed', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    const stranger = await rig.connect();
    rig.inbox.holding = true;
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    await expect.poll(() => rig.inbox.asked.length).toBe(1);
    rig.gateway.stop();
    const told = await client.next();
    expect([told.reference, errorOf(told)]).toEqual([0, ERRORS.ServerStopping.number]);
    expect(errorOf(await stranger.next())).toBe(ERRORS.ServerStopping.number);
    await expect(rig.connect()).rejects.toThrow('ECONNREFUSED');
    rig.gateway.cut()?.send();
    expect(await client.next()).toMatchObject({ name: 'EventAck', reference: 2 });
    await rig.gateway.close(10_000);
    expect(await client.rest()).toEqual([]);
    expect(rig.gateway.connections).toBe(0);
  });

  test('requests that still come are the inbox’s to refuse', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.gateway.stop();
    await client.next();
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    expect(await client.next()).toMatchObject({ name: 'EventAck', reference: 2 });
  });

  test('what has not been released when it closes leaves with its release', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    rig.inbox.holding = true;
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    await expect.poll(() => rig.inbox.asked.length).toBe(1);
    const closed = rig.gateway.close(10_000);
    await setImmediate();
    rig.gateway.cut()?.send();
    expect(await client.rest()).toMatchObject([{ name: 'EventAck', reference: 2 }]);
    await closed;
  });

  test('a client that does not read is cut when the time is over', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    client.socket.pause();
    for (let said = 0; said < 600; said++) {
      rig.gateway.say(1, EventError, 0, { ErrorCode: 1, ErrorDescription: 'x'.repeat(30_000) });
    }
    rig.gateway.cut()?.send();
    let closed = false;
    const closing = rig.gateway.close(2_000).then(() => (closed = true));
    rig.clock.advance(1_999);
    await setImmediate();
    expect(closed).toBe(false);
    rig.clock.advance(1);
    await closing;
  });

  test('speech before the gateway opens and after it closes goes nowhere', async () => {
    const rig = await Rig.open();
    await rig.client('Media server');
    await rig.gateway.close(1_000);
    rig.gateway.say(1, EventAck, 1, {});
    rig.gateway.end(1);
    expect(rig.gateway.cut()).toBeUndefined();
  });
});
