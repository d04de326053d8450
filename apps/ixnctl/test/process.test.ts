import {
  EventAck,
  EventCurrentState,
  EventHeld,
  EventInvite,
  RequestAccept,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestGetInteractionProperties,
  RequestPing,
  RequestSubscribe,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { listening } from './listening.ts';
import { Spawned } from './spawned.ts';

describe('the process', () => {
  test('prints the answer and ends with 0', async () => {
    const { server, port } = await listening();
    const offset = { IXN_PORT_OFFSET: String(Number(port) - 7_120) };
    expect(await new Spawned(['request', 'Ping'], offset).ended).toEqual({
      code: 0,
      out: '{"Event":"EventPong"}\n',
      err: '',
    });
    await server.until(() => server.connection.ended);
  });

  test('refused by the server ends with 2', async () => {
    const { server, port } = await listening();
    server.answer(RequestGetInteractionProperties, ({ refuse }) => refuse('UnknownInteraction', 'X'));
    const run = new Spawned(['request', 'GetInteractionProperties', '{"InteractionId":"X"}', '--port', port]);
    expect(await run.ended).toEqual({
      code: 2,
      out: '',
      err: 'EventError 43 UnknownInteraction: unknown interaction identifier: X\n',
    });
  });

  test('without a server ends with 1', async () => {
    const message = 'ixnctl: cannot connect to 127.0.0.1:1: nothing listens there (ECONNREFUSED)\n';
    expect(await new Spawned(['request', 'Ping', '--port', '1']).ended).toEqual({ code: 1, out: '', err: message });
  });

  test('interrupted while it waits for an answer ends with 0', async () => {
    const { server, port } = await listening();
    server.answer(RequestPing, () => undefined);
    const run = new Spawned(['request', 'Ping', '--port', port]);
    await server.nth(RequestPing, 1);
    run.interrupt();
    expect(await run.ended).toEqual({ code: 0, out: '', err: '' });
  });

  test('that watches ends with 0 by Ctrl-C', async () => {
    const { server, port } = await listening();
    server.answer(RequestSubscribe, ({ reply }) => {
      reply(EventAck, {});
      reply(EventCurrentState, { EventSequence: 7, Last: 1 });
    });
    const run = new Spawned(['watch', '--port', port]);
    await run.until(() => run.out.includes('EventCurrentState'));
    run.interrupt();
    expect((await run.ended).code).toBe(0);
    expect(run.lines).toEqual([{ Event: 'EventCurrentState', EventSequence: 7, Last: 1 }]);
  });

  test('that watches ends with 0 when nobody reads any more', async () => {
    const { server, port } = await listening();
    server.answer(RequestSubscribe, ({ reply }) => reply(EventAck, {}));
    const run = new Spawned(['watch', '--port', port]);
    await run.until(() => run.err.includes('registered'));
    run.stopReading();
    for (let count = 0; count < 10; count++) server.connection.send(EventHeld, { Interaction: { InteractionId: 'a' } });
    expect((await run.ended).code).toBe(0);
  });

  test('that is an agent takes keys from a pipe, and ends although the pipe stays open', async () => {
    const { server, port } = await listening();
    for (const request of [RequestAgentLogin, RequestAgentLogout, RequestAccept]) {
      server.answer(request, ({ reply }) => reply(EventAck, {}));
    }
    const run = new Spawned(['agent', '--id', 'A1', '--place', 'P1', '--media', 'email', '--port', port]);
    await run.until(() => run.err.includes('registered'));
    server.connection.send(EventInvite, {
      TicketId: 1,
      Interaction: { InteractionId: 'a' },
      Operation: 'RouteToAgent',
    });
    await run.until(() => run.lines.length === 1);
    run.type('a');
    await run.until(() => run.lines.length === 2);
    run.type('q');
    expect((await run.ended).code).toBe(0);
    expect(run.lines[1]).toEqual({ Did: 'accept', InteractionId: 'a' });
    expect(server.of(RequestAgentLogout)).toHaveLength(1);
  });
});
