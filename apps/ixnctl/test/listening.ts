import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { socketChannel } from '@ixn/protocol';
import { ScriptedServer } from '@ixn/protocol/testing';
import { onTestFinished } from 'vitest';

/** A scripted server on a port of the loopback, until the test is over. */
export async function listening(): Promise<{ server: ScriptedServer; port: string }> {
  const server = new ScriptedServer();
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    server.accept(socketChannel(socket));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => listener.close(resolve));
  });
  return { server, port: String((listener.address() as AddressInfo).port) };
}
