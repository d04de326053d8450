import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions as ServerOptions, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import {
  MemoryListener,
  memoryPair,
  socketChannel,
  tcp,
  tls,
  TransportError,
  type Channel,
  type Transport,
} from '../../src/transport/index.ts';
import { certificateAuthority } from './certificates.ts';
import { DrivenClock } from './driven-clock.ts';
import { turn } from './opened.ts';
import { Recorder } from './recorder.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ended.splice(0).map((end) => end()));
});

/** Both ends of one connection. */
interface Ends {
  readonly client: Channel;
  readonly server: Channel;
}

async function port(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  ended.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function overTcp(): Promise<Ends> {
  const server = createServer();
  const at = await port(server);
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = await tcp({ host: '127.0.0.1', port: at }).connect();
  return { client, server: socketChannel((await accepted)[0]) };
}

const authority = certificateAuthority();

async function tlsServer(options: ServerOptions = {}): Promise<{ server: Server; at: number }> {
  const own = authority.issue('server', ['ixn.example', '127.0.0.1']);
  const server = createTlsServer({ cert: own.certificate, key: own.key, ...options });
  server.on('tlsClientError', () => undefined);
  return { server, at: await port(server) };
}

async function overTls(): Promise<Ends> {
  const { server, at } = await tlsServer();
  const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const client = await tls({ host: '127.0.0.1', port: at, ca: authority.certificate }).connect();
  return { client, server: socketChannel((await accepted)[0]) };
}

async function inMemory(): Promise<Ends> {
  let server: Channel | undefined;
  const listener = new MemoryListener((channel) => (server = channel));
  const client = await listener.transport().connect();
  return { client, server: server as Channel };
}

async function failure(transport: Transport, signal?: AbortSignal): Promise<TransportError> {
  const error: unknown = await transport.connect(signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

describe.each([
  ['TCP', overTcp],
  ['TLS', overTls],
  ['memory', inMemory],
])('a channel over %s', (_name, open) => {
  test('carries bytes both ways in order, what came before anybody listened too', async () => {
    const { client, server } = await open();
    client.write(Buffer.from('one '));
    client.write(Buffer.from('two '));
    client.write(Buffer.from('three'));
    const atServer = new Recorder(server);
    await atServer.until(({ bytes }) => bytes.length === 13);
    server.write(Buffer.from('back'));
    const atClient = new Recorder(client);
    await atClient.until(({ bytes }) => bytes.length === 4);
    expect(atServer.bytes.toString()).toBe('one two three');
    expect(atClient.bytes.toString()).toBe('back');
  });

  test('says when to stop writing and when to go on', async () => {
    const { client, server } = await open();
    const atClient = new Recorder(client);
    const atServer = new Recorder(server);
    server.pause();
    const piece = Buffer.alloc(64 * 1024, 7);
    let written = 0;
    do written += piece.length;
    while (client.write(piece) && written < 2 ** 30);
    expect(client.bufferedBytes).toBeGreaterThan(0);
    await turn();
    expect(atServer.bytes.length).toBe(0);
    server.resume();
    await atClient.until(({ drains }) => drains === 1);
    await atServer.until(({ bytes }) => bytes.length === written);
    expect(client.bufferedBytes).toBe(0);
  });

  test('close ends a channel that is paused', async () => {
    const { client, server } = await open();
    const atClient = new Recorder(client);
    const atServer = new Recorder(server);
    client.pause();
    server.write(Buffer.alloc(1_000_000));
    await turn();
    client.close();
    await Promise.all([atClient.until((one) => one.ended), atServer.until((one) => one.ended)]);
    expect([atClient.reason, atServer.reason]).toEqual([undefined, undefined]);
  });

  test('close sends what was written, then both sides end in order', async () => {
    const { client, server } = await open();
    const atClient = new Recorder(client);
    const atServer = new Recorder(server);
    const much = Buffer.alloc(3_000_000, 1);
    client.write(much);
    client.close();
    await Promise.all([atClient.until((one) => one.ended), atServer.until((one) => one.ended)]);
    expect(atServer.bytes.length).toBe(much.length);
    expect([atClient.reason, atServer.reason]).toEqual([undefined, undefined]);
  });

  test('destroy ends it now and says why', async () => {
    const { client, server } = await open();
    const atClient = new Recorder(client);
    const atServer = new Recorder(server);
    const reason = new TransportError('ETEST', 'for this test');
    client.destroy(reason);
    await Promise.all([atClient.until((one) => one.ended), atServer.until((one) => one.ended)]);
    expect(atClient.reason).toBe(reason);
    expect(client.write(Buffer.from('too late'))).toBe(true);
  });

  test('tells a listener that comes late that it has ended', async () => {
    const { client, server } = await open();
    const atServer = new Recorder(server);
    client.destroy();
    await atServer.until((one) => one.ended);
    const late = new Recorder(client);
    await late.until((one) => one.ended);
    expect(late.bytes.length).toBe(0);
  });
});

describe('connecting', () => {
  test('to a port where nobody listens says so', async () => {
    const server = createServer();
    const at = await port(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(tcp({ host: '127.0.0.1', port: at }));
    expect(error.code).toBe('ECONNREFUSED');
    expect(error.message).toBe(`cannot connect to 127.0.0.1:${at}: nothing listens there (ECONNREFUSED)`);
  });

  test('in memory is refused while the listener does not listen', async () => {
    const listener = new MemoryListener(() => undefined);
    listener.listening = false;
    expect((await failure(listener.transport())).code).toBe('ECONNREFUSED');
    listener.listening = true;
    expect((await listener.transport().connect()).remote).toBe('memory:far');
  });

  test('ends with the time-out when the handshake does not go on', async () => {
    const clock = new DrivenClock();
    const server = createServer();
    const at = await port(server);
    const attempt = failure(tls({ host: '127.0.0.1', port: at, connectTimeoutMs: 700, clock }));
    await once(server, 'connection');
    expect(clock.delays).toEqual([700]);
    clock.advance(700);
    const error = await attempt;
    expect(error.code).toBe('ETIMEDOUT');
    expect(error.message).toContain('700 ms');
  });

  test.each([
    ['while it goes on', false],
    ['before it began', true],
  ])('can be given up %s', async (_when, before) => {
    const clock = new DrivenClock();
    const server = createServer();
    const at = await port(server);
    const giveUp = new AbortController();
    if (before) giveUp.abort();
    const attempt = failure(tls({ host: '127.0.0.1', port: at, clock }), giveUp.signal);
    if (!before) await once(server, 'connection');
    giveUp.abort();
    expect((await attempt).code).toBe('ECANCELED');
    expect(clock.waiting).toBe(0);
  });

  test('leaves no timer behind, nor does closing', async () => {
    const clock = new DrivenClock();
    const server = createServer((socket) => socket.resume());
    const channel = await tcp({ host: '127.0.0.1', port: await port(server), clock }).connect();
    expect(clock.waiting).toBe(0);
    const heard = new Recorder(channel);
    channel.close();
    await heard.until((one) => one.ended);
    expect(clock.waiting).toBe(0);
  });

  test('is followed by a close that waits two seconds for a peer that does not read', async () => {
    const clock = new DrivenClock();
    const server = createServer();
    const channel = await tcp({ host: '127.0.0.1', port: await port(server), clock }).connect();
    const heard = new Recorder(channel);
    channel.close();
    expect(clock.delays).toEqual([2_000]);
    clock.advance(2_000);
    await heard.until((one) => one.ended);
    expect(clock.waiting).toBe(0);
  });
});

describe('TLS', () => {
  test('refuses a certificate of an authority that it does not know', async () => {
    const { at } = await tlsServer();
    const error = await failure(tls({ host: '127.0.0.1', port: at, ca: certificateAuthority('other').certificate }));
    expect(error.message).toContain('certificate');
  });

  test.each([
    ['the host', {}],
    ['the name asked for', { serverName: 'ixn.example' }],
  ])('takes a certificate for %s', async (_name, options) => {
    const { at } = await tlsServer();
    const channel = await tls({ host: '127.0.0.1', port: at, ca: authority.certificate, ...options }).connect();
    expect(channel.remote).toBe(`127.0.0.1:${at}`);
    channel.destroy();
  });

  test.each(['other.example', '127.0.0.9'])('refuses a certificate that is not for %s', async (serverName) => {
    const { at } = await tlsServer();
    const error = await failure(tls({ host: '127.0.0.1', port: at, ca: authority.certificate, serverName }));
    expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  test('shows its certificate to a server that asks for one', async () => {
    const { server, at } = await tlsServer({ requestCert: true, ca: authority.certificate });
    const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const { certificate, key } = authority.issue('media server 1');
    const own = { certificate, key, ca: authority.certificate };
    const channel = await tls({ host: '127.0.0.1', port: at, ...own }).connect();
    const [socket] = await accepted;
    expect(socket.authorized).toBe(true);
    expect(socket.getPeerCertificate().subject.CN).toBe('media server 1');
    channel.destroy();
  });
});

describe('memory', () => {
  test('delivers only when the schedule says so, in the pieces that were written', async () => {
    const steps: (() => void)[] = [];
    let server: Channel | undefined;
    const listener = new MemoryListener((channel) => (server = channel), { schedule: (step) => steps.push(step) });
    const client = await listener.transport().connect();
    const pieces: string[] = [];
    server?.listen({
      onData: (bytes) => pieces.push(Buffer.from(bytes).toString()),
      onDrain: () => undefined,
      onClose: () => undefined,
    });
    client.write(Buffer.from('a'));
    client.write(Buffer.from('bc'));
    expect(pieces).toEqual([]);
    while (steps.length > 0) steps.shift()?.();
    expect(pieces).toEqual(['a', 'bc']);
  });

  test('owes a drain until everything has arrived, even if little of it is left', async () => {
    const { near, far } = memoryPair({ highWaterMark: 100 });
    const atNear = new Recorder(near);
    far.listen({ onData: () => far.pause(), onDrain: () => undefined, onClose: () => undefined });
    expect([near.write(Buffer.alloc(90)), near.write(Buffer.alloc(20))]).toEqual([true, false]);
    await turn();
    expect([near.bufferedBytes, near.write(Buffer.alloc(1)), atNear.drains]).toEqual([20, false, 0]);
    far.resume();
    await turn();
    far.resume();
    await atNear.until(({ drains }) => drains === 1);
    expect(near.bufferedBytes).toBe(0);
  });

  test('a cut loses what is on its way and tells both sides', async () => {
    let server: Channel | undefined;
    const listener = new MemoryListener((channel) => (server = channel));
    const client = await listener.transport().connect();
    const atClient = new Recorder(client);
    const atServer = new Recorder(server as Channel);
    client.write(Buffer.from('lost'));
    listener.cut();
    await Promise.all([atClient.until((one) => one.ended), atServer.until((one) => one.ended)]);
    expect(atServer.bytes.length).toBe(0);
    expect([atClient.reason, atServer.reason].map((reason) => (reason as TransportError).code)).toEqual([
      'ECONNRESET',
      'ECONNRESET',
    ]);
  });
});
