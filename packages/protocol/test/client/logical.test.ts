import { describe, expect, test } from 'vitest';
import {
  ClientClosed,
  ConnectionLost,
  EventAck,
  EventInvite,
  NotConnected,
  RequestAgentLogin,
  RequestError,
  RequestPing,
  RequestPull,
  RequestRegisterClient,
  RequestUnregisterClient,
  SessionTakenOver,
} from '../../src/index.ts';
import { failure, inState, opened } from './opened.ts';

const proxy = { type: 'Proxy', name: 'gateway' } as const;
const agent = (name: string) => ({ type: 'Agent application', name }) as const;
const invitation = { Interaction: { InteractionId: 'X' }, Operation: 'RouteToAgent' } as const;

describe('logical clients', () => {
  test('register one by one and carry their ProxyClientId both ways', async () => {
    const { client, server } = await opened(proxy);
    const [one, two] = [client.logical(agent('one')), client.logical(agent('two'))];
    const heard: string[] = [];
    for (const logical of [client, one, two]) {
      logical.on(EventInvite, (_, { proxyClientId }) => void heard.push(`${logical.name} ${proxyClientId}`));
    }
    await Promise.all([one.open(), two.open()]);
    expect([one.proxyClientId, two.proxyClientId]).toEqual([101, 102]);
    await Promise.all([one.request(RequestPing, {}), two.request(RequestPing, {}), client.request(RequestPing, {})]);
    expect(server.of(RequestPing).map(({ proxyClientId }) => proxyClientId)).toEqual([101, 102, 0]);
    expect(server.of(RequestRegisterClient).map((asked) => [asked.proxyClientId, asked.attributes.ClientType])).toEqual(
      [
        [0, 'Proxy'],
        [0, 'Agent application'],
        [0, 'Agent application'],
      ],
    );
    for (const id of [102, 0, 101, 999]) server.connection.send(EventInvite, invitation, 0, id);
    await client.request(RequestPing, {});
    expect(heard).toEqual(['two 102', 'gateway 0', 'one 101']);
  });

  test('come back with the proxy, under new ids, and log in again', async () => {
    const { client, server, listener, clock } = await opened(proxy);
    server.answer(RequestAgentLogin, ({ reply }) => reply(EventAck, {}));
    const login = { TenantId: 't', AgentId: 'A1', PlaceId: 'P1' };
    const one = client.logical({
      ...agent('one'),
      onRegistered: async ({ request }) => void (await request(RequestAgentLogin, login)),
    });
    await one.open();
    server.answer(RequestPull, () => undefined);
    const pending = failure(one.request(RequestPull, { Queue: 'q' }), ConnectionLost);
    await server.nth(RequestPull, 1);
    listener.cut();
    await pending;
    await inState(one, 'lost');
    await failure(one.request(RequestPing, {}), NotConnected);
    server.answer(RequestRegisterClient, ({ connection, reply, attributes }) => {
      connection.register();
      reply(EventAck, attributes.ClientType === 'Proxy' ? {} : { ProxyClientId: 555 });
    });
    clock.advance(200);
    await one.whenRegistered();
    await one.request(RequestPing, {});
    expect(one.proxyClientId).toBe(555);
    expect(server.of(RequestAgentLogin).map(({ proxyClientId }) => proxyClientId)).toEqual([101, 555]);
    expect(server.of(RequestPing).map(({ proxyClientId }) => proxyClientId)).toEqual([555]);
  });

  test('wait for the proxy to be registered', async () => {
    const { client, server, listener, clock } = await opened(proxy);
    listener.cut();
    await inState(client, 'lost');
    const one = client.logical(agent('one'));
    const open = one.open();
    clock.advance(200);
    await open;
    expect(server.connections).toHaveLength(2);
  });

  test('unregister when they close; what they waited for is given up, the proxy stays', async () => {
    const { client, server } = await opened(proxy);
    const one = client.logical(agent('one'));
    await one.open();
    server.answer(RequestPull, () => undefined);
    const pending = failure(one.request(RequestPull, { Queue: 'q' }), ClientClosed);
    await server.nth(RequestPull, 1);
    await one.close();
    await pending;
    expect(server.of(RequestUnregisterClient).map(({ proxyClientId }) => proxyClientId)).toEqual([101]);
    expect([one.state, client.state]).toEqual(['closed', 'registered']);
    await client.request(RequestPing, {});
  });

  test('that are refused do not disturb the proxy', async () => {
    const { client, server } = await opened(proxy);
    server.answer(RequestRegisterClient, ({ refuse }) => refuse('UnknownClientType'));
    expect((await failure(client.logical(agent('one')).open(), RequestError)).errorName).toBe('UnknownClientType');
    expect(client.state).toBe('registered');
    await client.request(RequestPing, {});
  });

  test('whose session is taken over are over alone', async () => {
    const { client, server } = await opened(proxy);
    const one = client.logical(agent('one'));
    const two = client.logical(agent('two'));
    await Promise.all([one.open(), two.open()]);
    server.answer(RequestPull, () => undefined);
    const pending = failure(one.request(RequestPull, { Queue: 'q' }), SessionTakenOver);
    await server.nth(RequestPull, 1);
    server.connection.error('SessionTakenOver', 'one', 0, 101);
    await pending;
    expect([one.state, two.state, client.state]).toEqual(['taken over', 'registered', 'registered']);
    await client.request(RequestPing, {});
    expect(server.of(RequestUnregisterClient)).toEqual([]);
  });

  test('that the server ends for another reason register again on the same connection', async () => {
    const { client, server, clock } = await opened(proxy);
    const one = client.logical(agent('one'));
    await one.open();
    server.connection.error('RegistrationTimeout', '', 0, 101);
    await inState(one, 'lost');
    clock.advance(200);
    await one.whenRegistered();
    expect([one.proxyClientId, server.connections.length]).toEqual([102, 1]);
    const heard: number[] = [];
    one.on(EventInvite, (_, { proxyClientId }) => void heard.push(proxyClientId));
    for (const id of [101, 102]) server.connection.send(EventInvite, invitation, 0, id);
    await one.request(RequestPing, {});
    expect(heard).toEqual([102]);
    expect(server.of(RequestUnregisterClient)).toEqual([]);
  });

  test('end with the proxy', async () => {
    const { client } = await opened(proxy);
    const one = client.logical(agent('one'));
    await one.open();
    const closed = new Promise<void>((resolve) => one.onState((state) => state === 'closed' && resolve()));
    await client.close();
    await closed;
    const late = client.logical(agent('late'));
    await failure(late.open(), ClientClosed);
    expect([one.state, late.state]).toEqual(['closed', 'closed']);
  });

  test('are drained with the proxy', async () => {
    const { client, server } = await opened(proxy);
    const one = client.logical(agent('one'));
    await one.open();
    server.answer(RequestPull, () => undefined);
    const pending = one.request(RequestPull, { Queue: 'q' });
    const asked = await server.nth(RequestPull, 1);
    const drained = client.drain();
    await failure(one.request(RequestPing, {}), ClientClosed);
    expect([one.state, client.state]).toEqual(['draining', 'draining']);
    asked.refuse('UnknownQueue', 'q');
    expect((await failure(pending, RequestError)).errorName).toBe('UnknownQueue');
    expect(await drained).toBe(0);
    expect([one.state, client.state]).toEqual(['closed', 'closed']);
  });
});
