import { describe, expect, test } from 'vitest';
import {
  connect,
  ConnectionLost,
  EventAck,
  EventHeld,
  NotConnected,
  RequestAgentLogin,
  RequestError,
  RequestPing,
  RequestPull,
  RequestRegisterClient,
  RequestStopProcessing,
  SessionTakenOver,
  TransportError,
  type Client,
  type ClientState,
} from '../../src/index.ts';
import { failure, inState, opened, prepared, turn } from './opened.ts';

/** The states a client goes through from now on. */
function states(client: Client): ClientState[] {
  const seen: ClientState[] = [];
  client.onState((state) => seen.push(state));
  return seen;
}

describe('a connection that is lost', () => {
  test('is made again after the back-off, and the client registered again', async () => {
    const { client, server, listener, clock } = await opened();
    const seen = states(client);
    listener.cut();
    await inState(client, 'lost');
    expect(client.failure?.message).toBe('connection to memory:far lost: connection in memory cut');
    clock.advance(199);
    expect(server.connections).toHaveLength(1);
    clock.advance(1);
    await client.whenRegistered();
    expect(seen).toEqual(['lost', 'connecting', 'registered']);
    expect(server.of(RequestRegisterClient).map(({ attributes }) => attributes.ClientName)).toEqual([
      'tester',
      'tester',
    ]);
    await client.request(RequestPing, {});
  });

  test('rejects what was in flight, which is not sent again', async () => {
    const { client, server, listener, clock } = await opened();
    server.answer(RequestPull, () => undefined);
    const pending = failure(client.request(RequestPull, { Queue: 'q' }), ConnectionLost);
    await server.nth(RequestPull, 1);
    listener.cut();
    expect(await pending).toMatchObject({ retryable: true, applied: 'unknown' });
    await inState(client, 'lost');
    expect(client.inFlight).toBe(0);
    const refused = await failure(client.request(RequestPing, {}), NotConnected);
    expect(refused.message).toBe('RequestPing: the client is not registered now (lost)');
    clock.advance(200);
    await client.whenRegistered();
    await client.request(RequestPing, {});
    expect(server.of(RequestPull)).toHaveLength(1);
  });

  test('keeps handlers and streams', async () => {
    const { client, server, listener, clock } = await opened();
    const heard: string[] = [];
    client.on(EventHeld, ({ Interaction }) => void heard.push(Interaction.InteractionId ?? ''));
    const stream = client.events([EventHeld]);
    listener.cut();
    await inState(client, 'lost');
    clock.advance(200);
    await client.whenRegistered();
    server.connection.send(EventHeld, { Interaction: { InteractionId: 'a' } });
    expect((await stream.next()).value?.attributes.Interaction.InteractionId).toBe('a');
    expect(heard).toEqual(['a']);
  });

  test('says what the server said before it closed it', async () => {
    const { client, server } = await opened();
    server.connection.error('ServerStopping');
    server.connection.channel.close();
    await inState(client, 'lost');
    expect(client.failure?.message).toBe('connection to memory:far lost: the server is stopping');
  });

  test.each([
    ['another version', (frame: Buffer) => frame.writeUInt8(2, 6), 'version 2'],
    ['unknown flags', (frame: Buffer) => frame.writeUInt8(1, 7), 'flags 1'],
    ['a length that cannot be', (frame: Buffer) => frame.writeUInt32BE(3, 0), 'MalformedFrame'],
    ['a frame that is too long', (frame: Buffer) => frame.writeUInt32BE(2 ** 31, 0), 'FrameTooLarge'],
    ['an event that cannot be read', (frame: Buffer) => frame.writeUInt16BE(EventHeld.code, 4), 'EventHeld'],
  ])('is given up by the client when the server sends %s', async (_what, spoil, message) => {
    const { client, server } = await opened();
    const frame = Buffer.from('0000000c 8002 01 00 00000000 00000000'.replaceAll(' ', ''), 'hex');
    spoil(frame);
    server.connection.channel.write(frame);
    await inState(client, 'lost');
    expect(client.failure?.message).toContain(message);
    await server.until(() => server.connection.ended);
  });
});

describe('keep-alive', () => {
  test('pings a silent server and gives it up when it stays silent', async () => {
    const { client, server, clock } = await opened({ keepAlive: { pingAfterMs: 100, deadAfterMs: 300 } });
    server.connection.silent = true;
    clock.advance(100);
    const ping = await server.nth(RequestPing, 1);
    expect([ping.referenceId, ping.proxyClientId]).toEqual([0, 0]);
    clock.advance(199);
    await Promise.resolve();
    expect(client.state).toBe('registered');
    clock.advance(1);
    await inState(client, 'lost');
    expect(client.failure?.message).toBe('connection to memory:far lost: nothing was heard for 300 ms');
    await server.until(() => server.connection.ended);
  });

  test('stays while the server answers', async () => {
    const { client, server, clock } = await opened({ keepAlive: { pingAfterMs: 100, deadAfterMs: 300 } });
    for (let count = 1; count <= 10; count++) {
      clock.advance(100);
      await server.nth(RequestPing, count);
      await turn();
    }
    expect([client.state, server.connections.length]).toEqual(['registered', 1]);
  });
});

describe('back-off', () => {
  test('grows while the server is away, and starts again once a connection has lasted', async () => {
    const { client, listener, clock, server } = await opened({
      reconnect: { firstMs: 100, longestMs: 350, factor: 2 },
    });
    const waits: number[] = [];
    const wait = async () => {
      await inState(client, 'lost');
      // The other timer, if any, is the keep-alive's.
      const [delay] = clock.delays as [number];
      waits.push(delay);
      clock.advance(delay);
      await turn();
    };
    clock.advance(1_000);
    listener.listening = false;
    listener.cut();
    for (let attempt = 0; attempt < 4; attempt++) await wait();
    listener.listening = true;
    await wait();
    await client.whenRegistered();
    clock.advance(350);
    listener.cut();
    await wait();
    await client.whenRegistered();
    expect(waits).toEqual([100, 200, 350, 350, 350, 100]);
    expect(server.connections).toHaveLength(3);
  });

  test('ends when the attempts are used up', async () => {
    const { client, listener, clock } = await opened({ reconnect: { firstMs: 100, attempts: 2 } });
    clock.advance(60_000);
    listener.listening = false;
    listener.cut();
    const seen = states(client);
    await inState(client, 'lost');
    clock.advance(100);
    await turn();
    clock.advance(200);
    await inState(client, 'closed');
    expect(seen).toEqual(['lost', 'connecting', 'lost', 'connecting', 'closed']);
    expect((client.failure as TransportError).code).toBe('ECONNREFUSED');
    expect(await failure(client.whenRegistered(), Error)).toMatchObject({ retryable: false });
    expect(clock.waiting).toBe(0);
  });

  test('does not happen when no reconnect is wanted', async () => {
    const { client, listener, server } = await opened({ reconnect: false });
    listener.cut();
    await inState(client, 'closed');
    expect(client.failure).toBeInstanceOf(ConnectionLost);
    expect(server.connections).toHaveLength(1);
  });

  test('is over at once when the client is closed', async () => {
    const { client, listener, clock, server } = await opened();
    listener.cut();
    await inState(client, 'lost');
    await client.close();
    expect(client.state).toBe('closed');
    expect(clock.waiting).toBe(0);
    expect(server.connections).toHaveLength(1);
  });
});

describe('the first connection', () => {
  test('is tried once unless told otherwise', async () => {
    const { client, listener } = prepared();
    listener.listening = false;
    expect((await failure(client.open(), TransportError)).code).toBe('ECONNREFUSED');
    expect(client.state).toBe('closed');
    const another = connect({ name: 'x', type: 'Unknown', transport: listener.transport() });
    expect((await failure(another, TransportError)).code).toBe('ECONNREFUSED');
  });

  test('is tried until the server is there when told so', async () => {
    const { client, listener, clock, server } = prepared({ waitForServer: true });
    listener.listening = false;
    const open = client.open();
    await inState(client, 'lost');
    listener.listening = true;
    clock.advance(200);
    await open;
    expect(server.connections).toHaveLength(1);
  });

  test('is tried again after a refusal that may pass, not after one that is for good', async () => {
    const { client, server, clock } = prepared({ waitForServer: true });
    server.answer(RequestRegisterClient, ({ refuse }) => refuse('ClientLimit'));
    const failed = failure(client.open(), RequestError);
    await inState(client, 'lost');
    server.answer(RequestRegisterClient, ({ refuse }) => refuse('UnknownTenant', 't'));
    clock.advance(200);
    expect((await failed).errorName).toBe('UnknownTenant');
    expect(client.state).toBe('closed');
  });

  test('that is given up at once registers nothing', async () => {
    const { client, server } = prepared();
    const failed = failure(client.open(), Error);
    await client.close();
    expect((await failed).name).toBe('ClientClosed');
    await server.until(() => server.connections.every((connection) => connection.ended));
    expect(server.asked).toEqual([]);
  });

  test('can be given up while it goes on', async () => {
    const { client, server } = prepared();
    server.answer(RequestRegisterClient, () => undefined);
    const failed = failure(client.open(), Error);
    await server.nth(RequestRegisterClient, 1);
    await client.close();
    expect((await failed).name).toBe('ClientClosed');
    await server.until(() => server.connection.ended);
  });
});

describe('onRegistered', () => {
  const login = { TenantId: 't', AgentId: 'A1', PlaceId: 'P1' };

  test('runs after each registration, before anybody else may ask', async () => {
    const again: boolean[] = [];
    const { client, server, listener, clock } = prepared({
      type: 'Agent application',
      onRegistered: async (session) => {
        again.push(session.again);
        await session.request(RequestAgentLogin, login);
      },
    });
    server.answer(RequestAgentLogin, () => undefined);
    const open = client.open();
    const first = await server.nth(RequestAgentLogin, 1);
    await failure(client.request(RequestPing, {}), NotConnected);
    first.reply(EventAck, {});
    await open;
    listener.cut();
    await inState(client, 'lost');
    clock.advance(200);
    const second = await server.nth(RequestAgentLogin, 2);
    expect(client.state).toBe('connecting');
    second.reply(EventAck, {});
    await client.whenRegistered();
    expect(again).toEqual([false, true]);
  });

  test('that fails for good closes the client', async () => {
    const { client, server } = prepared({
      onRegistered: async ({ request }) => void (await request(RequestAgentLogin, login)),
    });
    server.answer(RequestAgentLogin, ({ refuse }) => refuse('UnknownAgent', 'A1'));
    expect((await failure(client.open(), RequestError)).errorName).toBe('UnknownAgent');
    await server.until(() => server.connection.ended);
  });

  test('that fails in passing is tried again on a new connection', async () => {
    const { client, server, listener, clock } = await opened(
      {
        onRegistered: async ({ request }) => void (await request(RequestAgentLogin, login)),
      },
      undefined,
      ({ server: early }) => early.answer(RequestAgentLogin, ({ reply }) => reply(EventAck, {})),
    );
    server.answer(RequestAgentLogin, ({ refuse }) => refuse('DatabaseUnavailable'));
    listener.cut();
    await inState(client, 'lost');
    clock.advance(200);
    await server.nth(RequestAgentLogin, 2);
    await inState(client, 'lost');
    server.answer(RequestAgentLogin, ({ reply }) => reply(EventAck, {}));
    clock.advance(400);
    await client.whenRegistered();
    expect(server.connections).toHaveLength(3);
  });

  test('is left alone when the connection is lost meanwhile', async () => {
    const { client, server, listener, clock } = prepared({
      waitForServer: true,
      onRegistered: ({ again }) =>
        again || server.connections.length > 1 ? undefined : new Promise<void>(() => undefined),
    });
    const open = client.open();
    await server.nth(RequestRegisterClient, 1);
    await turn();
    listener.cut();
    await inState(client, 'lost');
    clock.advance(200);
    await open;
    expect(client.state).toBe('registered');
  });
});

describe('a session that is taken over', () => {
  test('is over: no reconnect, everything in flight is told', async () => {
    const { client, server, clock } = await opened();
    const seen = states(client);
    server.answer(RequestStopProcessing, () => undefined);
    const pending = failure(client.request(RequestStopProcessing, { InteractionId: 'X' }), SessionTakenOver);
    await server.nth(RequestStopProcessing, 1);
    server.connection.error('SessionTakenOver', 'tester registered again');
    expect(await pending).toMatchObject({ retryable: false, applied: 'unknown' });
    await server.until(() => server.connection.ended);
    expect(seen).toEqual(['taken over']);
    expect(client.failure?.message).toContain('tester registered again');
    expect(await failure(client.request(RequestPing, {}), SessionTakenOver)).toMatchObject({ applied: 'no' });
    expect(clock.waiting).toBe(0);
    expect(server.connections).toHaveLength(1);
  });
});

describe('whenRegistered', () => {
  test('has a time-out', async () => {
    const { client, listener, clock } = await opened({ reconnect: { firstMs: 5_000 } });
    listener.cut();
    await inState(client, 'lost');
    const waiting = failure(client.whenRegistered({ timeoutMs: 1_000 }), NotConnected);
    clock.advance(1_000);
    expect((await waiting).message).toBe('not registered within 1000 ms');
    const inTime = client.whenRegistered({ timeoutMs: 60_000 });
    clock.advance(4_000);
    await inTime;
    expect(clock.delays).not.toContain(56_000);
  });
});
