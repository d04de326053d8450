import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import {
  Client,
  ConnectionLost,
  EventAck,
  RequestPing,
  RequestRegisterClient,
  RequestSubmit,
  socketChannel,
  tcp,
  tls,
  type Transport,
} from '../../src/index.ts';
import { certificateAuthority } from './certificates.ts';
import { failure } from './opened.ts';
import { ScriptedServer } from './scripted-server.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ended.splice(0).map((end) => end()));
});

async function served(server: Server, ready: string): Promise<{ scripted: ScriptedServer; port: number }> {
  const scripted = new ScriptedServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on(ready, (socket: Socket) => scripted.accept(socketChannel(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ended.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { scripted, port: (server.address() as AddressInfo).port };
}

async function overTcp(): Promise<{ scripted: ScriptedServer; transport: Transport }> {
  const { scripted, port } = await served(createTcpServer(), 'connection');
  return { scripted, transport: tcp({ host: '127.0.0.1', port }) };
}

async function overTls(): Promise<{ scripted: ScriptedServer; transport: Transport }> {
  const authority = certificateAuthority();
  const own = authority.issue('server', ['127.0.0.1']);
  const { scripted, port } = await served(
    createTlsServer({ cert: own.certificate, key: own.key, ca: authority.certificate, requestCert: true }),
    'secureConnection',
  );
  const { certificate, key } = authority.issue('loop');
  return { scripted, transport: tls({ host: '127.0.0.1', port, ca: authority.certificate, certificate, key }) };
}

describe.each([
  ['TCP', overTcp],
  ['TLS', overTls],
])('over %s', (_name, start) => {
  test('the client registers, asks much at once, comes back after a loss, and leaves', async () => {
    const { scripted, transport } = await start();
    const client = new Client({ name: 'loop', type: 'Media server', transport, reconnect: { firstMs: 1 } });
    await client.open();
    scripted.answer(RequestSubmit, ({ attributes, reply }) =>
      reply(EventAck, { Extension: { size: attributes.UserData?.['size'] ?? -1 } }),
    );
    const submission = { TenantId: 't', MediaType: 'm', InteractionType: 'Inbound', InteractionSubtype: 'InboundNew' };
    const sizes = Array.from({ length: 200 }, (_, index) => index * 100);
    const answers = await Promise.all(
      sizes.map((size) => client.request(RequestSubmit, { ...submission, UserData: { size, text: 'x'.repeat(size) } })),
    );
    expect(answers.map(({ Extension }) => Extension?.['size'])).toEqual(sizes);

    scripted.answer(RequestSubmit, ({ connection }) => connection.channel.destroy());
    await failure(client.request(RequestSubmit, submission), ConnectionLost);
    await client.whenRegistered();
    await client.request(RequestPing, {});
    expect(scripted.of(RequestRegisterClient)).toHaveLength(2);

    expect(await client.drain()).toBe(0);
    await scripted.until(() => scripted.connections.every((connection) => connection.ended));
  });
});
