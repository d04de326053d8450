import {
  ERRORS,
  EventError,
  RequestPing,
  RequestRegisterClient,
  RequestStopProcessing,
  RequestUnregisterClient,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { errorOf, Rig } from './rig.ts';

const TAKEN_OVER = { ErrorCode: ERRORS.SessionTakenOver.number, ErrorDescription: 'the session was taken over' };
const ID = 'ABCDEFGHIJKLMNOP';

describe('a proxy', () => {
  test('carries logical clients, each with a number and a type of its own', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    proxy.send(RequestRegisterClient, 5, { ClientName: 'desk-1', ClientType: 'Agent application' });
    proxy.send(RequestRegisterClient, 6, { ClientName: 'mail', ClientType: 'Media server' });
    expect(await proxy.take(2)).toEqual([
      { name: 'EventAck', reference: 5, proxy: 0, attributes: { ProxyClientId: 1 } },
      { name: 'EventAck', reference: 6, proxy: 0, attributes: { ProxyClientId: 2 } },
    ]);
    expect(rig.inbox.registered.map(({ id, name, type }) => [id, name, type])).toEqual([
      [1, 'client', 'Proxy'],
      [2, 'desk-1', 'Agent application'],
      [3, 'mail', 'Media server'],
    ]);
    proxy.send(RequestStopProcessing, 7, { InteractionId: ID }, 2);
    expect(await proxy.next()).toEqual({ name: 'EventAck', reference: 7, proxy: 2, attributes: {} });
    expect(rig.inbox.asked.map((asked) => asked.client)).toEqual([3]);
  });

  test('cannot be behind another, and may not do what its clients may', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    proxy.send(RequestRegisterClient, 5, { ClientName: 'inner', ClientType: 'Proxy' });
    expect(errorOf(await proxy.next())).toBe(ERRORS.AttributeValue.number);
    proxy.send(RequestStopProcessing, 6, { InteractionId: ID });
    const refused = await proxy.next();
    expect([errorOf(refused), refused.attributes.ErrorDescription]).toEqual([
      ERRORS.RequestNotAllowed.number,
      expect.stringContaining('Proxy'),
    ]);
  });

  test('is bounded in its logical clients', async () => {
    const rig = await Rig.open({ limits: { maxClientsPerProxy: 1 } });
    const proxy = await rig.client('Proxy');
    await rig.behind(proxy, 'Agent application', 'desk-1');
    proxy.send(RequestRegisterClient, 6, { ClientName: 'desk-2', ClientType: 'Agent application' });
    const refused = await proxy.next();
    expect([errorOf(refused), refused.attributes.ErrorDescription]).toEqual([
      ERRORS.LimitExceeded.number,
      expect.stringContaining('1 logical clients'),
    ]);
  });

  test('ends one client and keeps the others; its number is not given out again', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    await rig.behind(proxy, 'Agent application', 'desk-1');
    await rig.behind(proxy, 'Agent application', 'desk-2');
    proxy.send(RequestUnregisterClient, 7, {}, 1);
    expect(await proxy.next()).toEqual({ name: 'EventAck', reference: 7, proxy: 1, attributes: {} });
    await expect.poll(() => rig.inbox.disconnected).toEqual([2]);
    proxy.send(RequestPing, 8, {}, 1);
    expect(errorOf(await proxy.next())).toBe(ERRORS.UnknownProxyClient.number);
    proxy.send(RequestPing, 9, {}, 2);
    expect(await proxy.next()).toMatchObject({ name: 'EventPong', proxy: 2 });
    expect(await rig.behind(proxy, 'Agent application', 'desk-3')).toBe(3);
  });

  test('a client that the server ends hears it; the connection stays', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    const desk = await rig.behind(proxy, 'Agent application', 'desk-1');
    rig.gateway.say(2, EventError, 0, TAKEN_OVER);
    rig.gateway.end(2);
    rig.gateway.say(2, EventError, 0, TAKEN_OVER);
    rig.inbox.plan();
    const told = await proxy.next();
    expect([errorOf(told), told.reference, told.proxy]).toEqual([TAKEN_OVER.ErrorCode, 0, desk]);
    proxy.send(RequestPing, 9, {});
    expect((await proxy.next()).name).toBe('EventPong');
    await expect.poll(() => rig.inbox.disconnected).toEqual([2]);
  });

  test('all end with its connection', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    await rig.behind(proxy, 'Agent application', 'desk-1');
    await rig.behind(proxy, 'Agent application', 'desk-2');
    proxy.socket.destroy();
    await expect.poll(() => new Set(rig.inbox.disconnected)).toEqual(new Set([1, 2, 3]));
    expect(rig.metrics.families.current_clients.value).toBe(0);
  });

  test('a ProxyClientId on another connection is unknown', async () => {
    const rig = await Rig.open();
    const proxy = await rig.client('Proxy');
    await rig.behind(proxy, 'Agent application', 'desk-1');
    const client = await rig.client('Media server', 'mail');
    client.send(RequestStopProcessing, 3, { InteractionId: ID }, 1);
    expect(await client.next()).toMatchObject({ name: 'EventError', reference: 3, proxy: 1 });
    const stranger = await rig.connect();
    stranger.send(RequestPing, 4, {}, 1);
    expect(errorOf(await stranger.next())).toBe(ERRORS.UnknownProxyClient.number);
  });
});
