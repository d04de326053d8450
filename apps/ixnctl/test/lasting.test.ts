import {
  EventAck,
  EventCurrentState,
  EventHeld,
  EventInvite,
  EventResumed,
  EventRevoked,
  RequestAccept,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestRegisterClient,
  RequestReject,
  RequestStopProcessing,
  RequestSubscribe,
} from '@ixn/protocol';
import type { ScriptedServer } from '@ixn/protocol/testing';
import { describe, expect, test } from 'vitest';
import { listening } from './listening.ts';
import { Started } from './run.ts';

describe('ixnctl watch', () => {
  const subscribed = (server: ScriptedServer) =>
    server.answer(RequestSubscribe, ({ reply }) => {
      reply(EventAck, {});
      reply(EventCurrentState, { EventSequence: 7, Last: 1 });
    });

  test('prints the present state, then one JSON line an event, until Ctrl-C', async () => {
    const { server, port } = await listening();
    subscribed(server);
    const run = new Started(['watch', '--port', port]);
    await run.until(() => run.out.includes('EventCurrentState'));
    server.connection.send(EventHeld, { Interaction: { InteractionId: 'a' }, EventSequence: 8 });
    await run.until(() => run.out.includes('EventHeld'));
    run.interrupt();
    const { code, out, err } = await run.ended;
    expect(code).toBe(0);
    expect(out).toBe(
      '{"Event":"EventCurrentState","EventSequence":7,"Last":1}\n' +
        '{"Event":"EventHeld","EventSequence":8,"Interaction":{"InteractionId":"a"}}\n',
    );
    expect(err).toMatch(/^ixnctl: registered as Reporting engine ixnctl-\d+\n$/);
    expect(server.of(RequestRegisterClient)[0]?.attributes.ClientType).toBe('Reporting engine');
    expect(server.of(RequestSubscribe)[0]?.attributes.TopicList).toEqual(['interactions', 'agents']);
  });

  test('prints those named only, and ends after as many as asked for', async () => {
    const { server, port } = await listening();
    subscribed(server);
    const args = ['watch', 'EventHeld', 'Resumed', '--count', '2', '--topics', 'interactions', '--port', port];
    const run = new Started(args);
    await run.until(() => run.err.includes('registered'));
    for (const event of [EventHeld, EventRevoked, EventResumed, EventHeld]) {
      server.connection.send(event, { Interaction: { InteractionId: 'a' } });
    }
    expect((await run.ended).code).toBe(0);
    expect(run.lines.map(({ Event }) => Event)).toEqual(['EventHeld', 'EventResumed']);
    expect(server.of(RequestSubscribe)[0]?.attributes.TopicList).toEqual(['interactions']);
  });

  test('subscribes again after a loss, and says so', async () => {
    const { server, port } = await listening();
    subscribed(server);
    const run = new Started(['watch', '--port', port]);
    await server.nth(RequestSubscribe, 1);
    await run.until(() => run.err.includes('registered'));
    server.connection.channel.destroy();
    await server.nth(RequestSubscribe, 2);
    await run.until(() => run.lines.length === 2);
    run.interrupt();
    const { code, err } = await run.ended;
    expect(code).toBe(0);
    expect(err).toMatch(/lost: [^\n]*; trying again\n/);
  });

  test('that may not subscribe ends with exit code 2', async () => {
    const { server, port } = await listening();
    server.answer(RequestSubscribe, ({ refuse }) => refuse('UnknownTopic', 'weather'));
    const { code, err } = await new Started(['watch', '--topics', 'weather', '--port', port]).ended;
    expect([code, err]).toEqual([2, 'EventError 1312 UnknownTopic: unknown topic: weather\n']);
  });
});

describe('ixnctl agent', () => {
  const desk = async (more: readonly string[] = []) => {
    const { server, port } = await listening();
    for (const request of [
      RequestAgentLogin,
      RequestAgentLogout,
      RequestAccept,
      RequestReject,
      RequestStopProcessing,
    ]) {
      server.answer(request, ({ reply }) => reply(EventAck, {}));
    }
    const args = ['agent', '--id', 'A1', '--place', 'P1', '--media', 'email,chat', '--tenant', 't', '--port', port];
    const run = new Started([...args, ...more]);
    await run.until(() => run.err.includes('registered'));
    const offer = (InteractionId: string, TicketId: number) =>
      server.connection.send(EventInvite, {
        TicketId,
        Interaction: { InteractionId, MediaType: 'email', UserData: { Subject: 'Hello' } },
        Operation: 'RouteToAgent',
      });
    const did = () =>
      run.lines.flatMap(({ Did, InteractionId }) =>
        typeof Did === 'string' && typeof InteractionId === 'string' ? [`${Did} ${InteractionId}`] : [],
      );
    return { server, run, offer, did };
  };

  test('logs in, shows what is offered, obeys keys, logs out', async () => {
    const { server, run, offer, did } = await desk();
    expect(server.of(RequestAgentLogin)[0]?.attributes).toEqual({
      TenantId: 't',
      AgentId: 'A1',
      PlaceId: 'P1',
      MediaList: { email: 1, chat: 1 },
    });
    offer('a', 11);
    offer('b', 12);
    await run.until(() => run.lines.length === 2);
    expect(run.lines[0]).toEqual({
      Event: 'EventInvite',
      TicketId: 11,
      Interaction: { InteractionId: 'a', MediaType: 'email', UserData: { Subject: 'Hello' } },
      Operation: 'RouteToAgent',
    });
    run.type('a');
    await run.until(() => did().length === 1);
    run.type('r');
    await run.until(() => did().length === 2);
    run.type('f');
    await run.until(() => did().length === 3);
    expect(did()).toEqual(['accept a', 'reject b', 'finish a']);
    run.type('a');
    await run.until(() => run.err.includes('there is nothing to do that with'));
    run.type('q');
    expect((await run.ended).code).toBe(0);
    expect(server.of(RequestAccept)[0]?.attributes).toEqual({ InteractionId: 'a', TicketId: 11 });
    expect(server.of(RequestReject)[0]?.attributes).toEqual({ InteractionId: 'b', TicketId: 12 });
    expect(server.of(RequestStopProcessing)[0]?.attributes).toEqual({ InteractionId: 'a' });
    expect(server.of(RequestAgentLogout)).toHaveLength(1);
  });

  test('works by itself when told so', async () => {
    const { run, offer, did } = await desk(['--auto', '--finish-after', '1']);
    offer('a', 11);
    offer('b', 12);
    await run.until(() => did().length === 4);
    expect(did().toSorted()).toEqual(['accept a', 'accept b', 'finish a', 'finish b']);
    run.interrupt();
    expect((await run.ended).code).toBe(0);
  });

  test('leaves to the keys what it was not told to do by itself', async () => {
    const { run, offer, did } = await desk(['--auto', '--finish-after', 'manual']);
    offer('a', 11);
    await run.until(() => did().length === 1);
    run.type('f');
    await run.until(() => did().length === 2);
    expect(did()).toEqual(['accept a', 'finish a']);
    run.type('q');
    expect((await run.ended).code).toBe(0);
  });

  test('shows what is refused and what is taken back, and goes on', async () => {
    const { server, run, offer, did } = await desk();
    server.answer(RequestAccept, ({ refuse }) => refuse('UnknownTicket', '11'));
    offer('a', 11);
    await run.until(() => run.lines.length === 1);
    run.type('a');
    await run.until(() => run.lines.length === 2);
    expect(run.lines[1]).toEqual({
      Did: 'accept',
      InteractionId: 'a',
      ErrorCode: 1505,
      ErrorDescription: 'unknown ticket: 11',
    });
    offer('b', 12);
    server.connection.send(EventRevoked, { Interaction: { InteractionId: 'b' } });
    await run.until(() => run.lines.length === 4);
    run.type('a');
    await run.until(() => run.err.includes('there is nothing to do that with'));
    expect([did(), server.of(RequestAccept).length]).toEqual([['accept a'], 1]);
    run.type('q');
    expect((await run.ended).code).toBe(0);
  });

  test('finds its work again after a loss', async () => {
    const { server, run, did } = await desk();
    server.connection.channel.destroy();
    await server.nth(RequestAgentLogin, 2);
    server.connection.send(EventInvite, { Interaction: { InteractionId: 'a' }, Operation: 'Restore' });
    await run.until(() => run.lines.length === 1);
    run.type('f');
    await run.until(() => did().length === 1);
    expect(did()).toEqual(['finish a']);
    run.type('q');
    expect((await run.ended).code).toBe(0);
  });

  test('whose session is taken over says so and ends with exit code 1', async () => {
    const { server, run } = await desk();
    server.connection.error('SessionTakenOver', 'A1 logged in again');
    const { code, err } = await run.ended;
    expect(code).toBe(1);
    expect(err).toContain('ixnctl: the session was taken over: A1 logged in again\n');
  });
});
