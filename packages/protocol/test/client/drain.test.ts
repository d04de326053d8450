import { describe, expect, test } from 'vitest';
import {
  ClientClosed,
  ConnectionLost,
  EventAck,
  EventHeld,
  RequestPing,
  RequestPull,
  RequestStopProcessing,
  type ClientState,
} from '../../src/index.ts';
import { failure, opened, prepared } from './opened.ts';

describe('drain', () => {
  test('waits for what is in flight, takes nothing new, then closes', async () => {
    const { client, server, clock } = await opened();
    server.answer(RequestStopProcessing, () => undefined);
    const pending = client.request(RequestStopProcessing, { InteractionId: 'X' });
    const asked = await server.nth(RequestStopProcessing, 1);
    const heard: string[] = [];
    client.on(EventHeld, () => void heard.push('event'));
    const drained = client.drain();
    expect(client.state).toBe('draining');
    expect((await failure(client.request(RequestPing, {}), ClientClosed)).message).toContain('draining');
    server.connection.send(EventHeld, { Interaction: { InteractionId: 'X' } });
    asked.reply(EventAck, {});
    expect(await pending).toEqual({});
    expect(await drained).toBe(0);
    expect([client.state, client.failure, heard]).toEqual(['closed', undefined, ['event']]);
    await server.until(() => server.connection.ended);
    expect(clock.waiting).toBe(0);
  });

  test('is bounded, and says how many requests were left', async () => {
    const { client, server, clock } = await opened();
    server.answer(RequestPull, () => undefined);
    const pending = [1, 2].map(() => failure(client.request(RequestPull, { Queue: 'q' }), ClientClosed));
    await server.nth(RequestPull, 2);
    const drained = client.drain({ timeoutMs: 500 });
    clock.advance(499);
    await Promise.resolve();
    expect(client.state).toBe('draining');
    clock.advance(1);
    expect(await drained).toBe(2);
    expect((await Promise.all(pending)).map(({ applied }) => applied)).toEqual(['unknown', 'unknown']);
  });

  test('ends with the connection, without another', async () => {
    const { client, server, listener } = await opened();
    server.answer(RequestPull, () => undefined);
    const pending = failure(client.request(RequestPull, { Queue: 'q' }), ConnectionLost);
    await server.nth(RequestPull, 1);
    const seen: ClientState[] = [];
    client.onState((state) => seen.push(state));
    const drained = client.drain();
    listener.cut();
    await pending;
    expect(await drained).toBe(0);
    expect(seen).toEqual(['draining', 'closed']);
    expect(server.connections).toHaveLength(1);
  });

  test('of an idle, a closed and an unopened client is over at once', async () => {
    const { client } = await opened();
    expect(await client.drain()).toBe(0);
    expect(await client.drain()).toBe(0);
    const unopened = prepared();
    expect(await unopened.client.drain()).toBe(0);
    await failure(unopened.client.open(), ClientClosed);
    expect(unopened.server.connections).toEqual([]);
  });
});
