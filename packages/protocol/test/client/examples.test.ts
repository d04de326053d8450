import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  EventAck,
  EventInvite,
  EventPulledInteractions,
  RequestAccept,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestDeliver,
  RequestPlaceInQueue,
  RequestPull,
  RequestStopProcessing,
  RequestSubmit,
  socketChannel,
} from '../../src/index.ts';
import { ScriptedServer } from './scripted-server.ts';

const folder = new URL('../../../../docs/', import.meta.url);

async function listening(): Promise<{ server: ScriptedServer; port: number }> {
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
  return { server, port: (listener.address() as AddressInfo).port };
}

/** Runs an example against a server on that port. */
function example(name: string, args: readonly string[], port: number) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`examples/clients/${name}.ts`, folder)), ...args], {
    env: { ...process.env, IXN_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out }));
  return { ended, interrupt: () => child.kill('SIGINT') };
}

describe('the examples of docs/clients.md', () => {
  test.each(['media-server', 'agent', 'router'])('%s stands there as it is kept, in at most 60 lines', (name) => {
    const source = readFileSync(new URL(`examples/clients/${name}.ts`, folder), 'utf8');
    expect(readFileSync(new URL('clients.md', folder), 'utf8')).toContain(`\`\`\`ts\n${source}\`\`\`\n`);
    expect(source.split('\n').length - 1).toBeLessThanOrEqual(60);
  });

  test('the media server submits once more under the same id when the connection is lost', async () => {
    const { server, port } = await listening();
    let lost = false;
    server.answer(RequestSubmit, ({ connection, reply, attributes }) => {
      if (lost) return reply(EventAck, { Extension: { InteractionId: attributes.InteractionId ?? '', Duplicate: 1 } });
      lost = true;
      connection.channel.destroy();
    });
    const { code, out } = await example('media-server', ['Where is my parcel?'], port).ended;
    const [first, second] = server.of(RequestSubmit).map(({ attributes }) => attributes);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ MediaType: 'email', UserData: { Subject: 'Where is my parcel?' } });
    expect([code, out]).toEqual([0, `submitted ${first?.InteractionId}\n`]);
  });

  test('the agent logs in, accepts, stops, logs out', async () => {
    const { server, port } = await listening();
    for (const request of [RequestAgentLogin, RequestAgentLogout, RequestAccept, RequestStopProcessing]) {
      server.answer(request, ({ reply }) => reply(EventAck, {}));
    }
    const run = example('agent', ['A7', 'P7', 'chat'], port);
    const login = await server.nth(RequestAgentLogin, 1);
    expect(login.attributes).toMatchObject({ AgentId: 'A7', PlaceId: 'P7', MediaList: { chat: 1 } });
    login.connection.send(EventInvite, { TicketId: 3, Interaction: { InteractionId: 'X' }, Operation: 'RouteToAgent' });
    expect((await server.nth(RequestAccept, 1)).attributes).toEqual({ InteractionId: 'X', TicketId: 3 });
    expect((await server.nth(RequestStopProcessing, 1)).attributes).toMatchObject({ InteractionId: 'X' });
    run.interrupt();
    const { code, out } = await run.ended;
    expect([code, server.of(RequestAgentLogout).length]).toEqual([0, 1]);
    expect(out).toContain('accepted X\nfinished X\n');
  });

  test('the router tries one agent after another, then gives back; a lost delivery is repeated under its key', async () => {
    const { server, port } = await listening();
    let pulls = 0;
    server.answer(RequestPull, ({ reply }) => {
      if (pulls++ === 0) reply(EventPulledInteractions, { Interactions: [{ InteractionId: 'X' }] });
    });
    let deliveries = 0;
    server.answer(RequestDeliver, ({ connection, refuse }) => {
      if (deliveries++ === 0) connection.channel.destroy();
      else refuse('InvitationRejected', '', { Extension: { InRouting: 1 } });
    });
    server.answer(RequestPlaceInQueue, ({ reply }) => reply(EventAck, {}));
    const run = example('router', ['A1', 'A2'], port);
    const back = await server.nth(RequestPlaceInQueue, 1);
    expect(back.attributes).toMatchObject({ InteractionId: 'X', Queue: 'email.inbound' });
    const tried = server.of(RequestDeliver).map(({ attributes }) => attributes);
    expect(tried.map(({ AgentId }) => AgentId)).toEqual(['A1', 'A1', 'A2']);
    expect(tried[1]?.Extension).toEqual(tried[0]?.Extension);
    expect(tried[2]?.Extension).not.toEqual(tried[1]?.Extension);
    await server.nth(RequestPull, 2);
    run.interrupt();
    expect(await run.ended).toMatchObject({ code: 0, out: 'X found nobody\n' });
  });
});
