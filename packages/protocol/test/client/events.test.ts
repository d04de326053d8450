import { describe, expect, test } from 'vitest';
import {
  EventAck,
  EventError,
  EventHeld,
  EventPong,
  EventResumed,
  EventsOverflowed,
  RequestPing,
  RequestStopProcessing,
  RequestSubscribe,
  SessionTakenOver,
  type ClientOptions,
  type ReceivedEvent,
} from '../../src/index.ts';
import { EventStream } from '../../src/client/event-stream.ts';
import { failure, inState, opened } from './opened.ts';

const about = (InteractionId: string) => ({ Interaction: { InteractionId } });

describe('a handler', () => {
  test('hears the events of its kind, with plain attributes, until it is taken away', async () => {
    const { client, server } = await opened();
    const heard: unknown[] = [];
    const stop = client.on(EventHeld, ({ Interaction }, { event, referenceId, proxyClientId }) => {
      heard.push([Interaction, event.name, referenceId, proxyClientId]);
    });
    const when = new Date('2030-01-01T00:00:00Z');
    server.connection.send(EventHeld, { Interaction: { InteractionId: 'a', ReceivedAt: when, UserData: { k: [1] } } });
    server.connection.send(EventResumed, about('b'));
    await client.request(RequestPing, {});
    stop();
    stop();
    server.connection.send(EventHeld, about('c'));
    await client.request(RequestPing, {});
    expect(heard).toEqual([[{ InteractionId: 'a', ReceivedAt: when, UserData: { k: [1] } }, 'EventHeld', 0, 0]]);
  });

  test('is called in the order in which handlers were added, and may take itself away meanwhile', async () => {
    const { client, server } = await opened();
    const heard: string[] = [];
    const stop = client.on(EventHeld, () => {
      heard.push('first');
      stop();
    });
    client.on(EventHeld, () => void heard.push('second'));
    server.connection.send(EventHeld, about('a'));
    server.connection.send(EventHeld, about('b'));
    await client.request(RequestPing, {});
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  test.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('in handler');
      },
    ],
    ['rejects', () => Promise.reject(new Error('in handler'))],
  ])('that %s is reported; the others and the connection go on', async (_what, faulty) => {
    const faults: unknown[] = [];
    const { client, server } = await opened({ onFault: (error) => faults.push(error) });
    const heard: string[] = [];
    client.on(EventHeld, faulty);
    client.on(EventHeld, ({ Interaction }) => void heard.push(Interaction.InteractionId ?? ''));
    server.connection.send(EventHeld, about('a'));
    await client.request(RequestPing, {});
    expect(faults).toEqual([new Error('in handler')]);
    expect(heard).toEqual(['a']);
    expect(client.state).toBe('registered');
  });

  test('hears errors about the connection that end nothing', async () => {
    const { client, server } = await opened();
    const heard: number[] = [];
    client.on(EventError, ({ ErrorCode }) => void heard.push(ErrorCode));
    server.connection.error('InternalError');
    await client.request(RequestPing, {});
    expect(heard).toEqual([1_000]);
    expect(client.state).toBe('registered');
  });
});

describe('order', () => {
  test('an answer is seen before the events behind it, however deep the caller awaits', async () => {
    const { client, server } = await opened();
    const seen: string[] = [];
    server.answer(RequestStopProcessing, ({ connection, reply, attributes }) => {
      connection.together(() => {
        connection.send(EventHeld, about(`before ${attributes.InteractionId}`));
        reply(EventAck, {});
        connection.send(EventHeld, about(`after ${attributes.InteractionId}`));
      });
    });
    client.on(EventHeld, ({ Interaction }) => void seen.push(Interaction.InteractionId ?? ''));
    const deep = async (depth: number, InteractionId: string): Promise<void> => {
      if (depth > 0) return await deep(depth - 1, InteractionId);
      await client.request(RequestStopProcessing, { InteractionId });
    };
    const stop = async (InteractionId: string) => {
      await deep(10, InteractionId);
      seen.push(`answer ${InteractionId}`);
    };
    await Promise.all([stop('a'), stop('b'), stop('c')]);
    await client.request(RequestPing, {});
    expect(seen).toEqual(['a', 'b', 'c'].flatMap((id) => [`before ${id}`, `answer ${id}`, `after ${id}`]));
  });

  test('what came before the connection was lost is heard before the loss', async () => {
    const { client, server } = await opened({ reconnect: false });
    const seen: string[] = [];
    client.on(EventHeld, ({ Interaction }) => void seen.push(Interaction.InteractionId ?? ''));
    client.onState((state) => void seen.push(state));
    server.answer(RequestStopProcessing, ({ connection, reply }) => {
      connection.together(() => {
        reply(EventAck, {});
        connection.send(EventHeld, about('last'));
      });
      connection.channel.close();
    });
    await client.request(RequestStopProcessing, { InteractionId: 'x' });
    seen.push('answer');
    await inState(client, 'closed');
    expect(seen).toEqual(['answer', 'last', 'lost', 'closed']);
  });
});

describe('a stream of events', () => {
  const holds = async (options: Partial<ClientOptions> = {}) => {
    const all = await opened(options);
    all.server.answer(RequestSubscribe, ({ connection, reply }) => {
      reply(EventAck, {});
      connection.send(EventHeld, about('a'));
      connection.send(EventResumed, about('b'));
      connection.send(EventHeld, about('c'));
    });
    return all;
  };
  const text = ({ event, attributes }: ReceivedEvent<typeof EventHeld | typeof EventResumed>) =>
    `${event.name} ${attributes.Interaction.InteractionId}`;

  test('gives those of the kinds asked for, in order, and ends with the client', async () => {
    const { client } = await holds();
    const stream = client.events([EventHeld, EventResumed]);
    const held = client.events([EventHeld]);
    await client.request(RequestSubscribe, { TopicList: ['interactions'] });
    await client.request(RequestPing, {});
    await client.close();
    const seen: string[] = [];
    for await (const received of stream) seen.push(text(received));
    for await (const received of held) seen.push(text(received));
    expect(seen).toEqual(['EventHeld a', 'EventResumed b', 'EventHeld c', 'EventHeld a', 'EventHeld c']);
  });

  test('gives all kinds when none is named, but the pongs of the keep-alive', async () => {
    const { client, server } = await holds();
    const stream = client.events();
    server.connection.send(EventPong, {});
    await client.request(RequestSubscribe, { TopicList: ['interactions'] });
    const names = [await stream.next(), await stream.next(), await stream.next()].map(({ value }) => value?.event.name);
    expect(names).toEqual(['EventHeld', 'EventResumed', 'EventHeld']);
  });

  test('wakes a reader that waits', async () => {
    const { client, server } = await opened();
    const stream = client.events([EventHeld]);
    const waiting = [stream.next(), stream.next()];
    server.connection.send(EventHeld, about('a'));
    server.connection.send(EventHeld, about('b'));
    const got = await Promise.all(waiting);
    expect(got.map(({ value }) => value?.attributes.Interaction.InteractionId)).toEqual(['a', 'b']);
    const end = stream.next();
    await client.close();
    expect(await end).toEqual({ done: true, value: undefined });
  });

  test('says once that nothing more needs to be pushed', async () => {
    let told = 0;
    const stream = new EventStream<string>(1, () => told++);
    stream.push('a');
    stream.finish();
    stream.push('b');
    await stream.return();
    expect(told).toBe(1);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('that is read too slowly gives what it has, then says that it overflowed', async () => {
    const { client } = await holds();
    const stream = client.events([EventHeld, EventResumed], { limit: 2 });
    await client.request(RequestSubscribe, { TopicList: ['interactions'] });
    await client.request(RequestPing, {});
    const seen: string[] = [];
    const read = async () => {
      for await (const received of stream) seen.push(text(received));
    };
    expect((await failure(read(), EventsOverflowed)).message).toContain('more than 2 events');
    expect(seen).toEqual(['EventHeld a', 'EventResumed b']);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('stops when its reader does', async () => {
    const { client } = await holds();
    const stream = client.events([EventHeld]);
    await client.request(RequestSubscribe, { TopicList: ['interactions'] });
    for await (const received of stream) {
      expect(text(received)).toBe('EventHeld a');
      break;
    }
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('ends with the reason when the client did not end in order', async () => {
    const { client, server } = await opened();
    const stream = client.events([EventHeld]);
    server.connection.error('SessionTakenOver', 'tester');
    expect((await failure(stream.next(), SessionTakenOver)).message).toContain('taken over');
    expect(client.state).toBe('taken over');
  });
});
