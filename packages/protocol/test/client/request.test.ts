import { describe, expect, test } from 'vitest';
import {
  bodyToJson,
  ClientClosed,
  connect,
  encodeFrame,
  Event3rdServerFault,
  EventAck,
  EventError,
  EventInteractionProperties,
  EventPong,
  EventPulledInteractions,
  isRetryable,
  NotConnected,
  ProtocolError,
  packBytes,
  Request3rdServer,
  RequestError,
  RequestGetInteractionProperties,
  RequestPing,
  RequestPull,
  RequestRegisterClient,
  RequestStopProcessing,
  RequestSubmit,
  RequestTimedOut,
  TooManyRequests,
  UnexpectedAnswer,
  Writer,
  type ErrorName,
} from '../../src/index.ts';
import { InFlight } from '../../src/client/in-flight.ts';
import { DrivenClock } from './driven-clock.ts';
import { failure, opened, prepared, turn } from './opened.ts';
import { ScriptedServer } from './scripted-server.ts';

const submission = { TenantId: 't', MediaType: 'email', InteractionType: 'Inbound', InteractionSubtype: 'InboundNew' };

describe('registration', () => {
  test('says who the client is', async () => {
    const { client, server } = await opened({
      name: 'mail',
      type: 'Media server',
      tenantId: 't',
      mediaType: 'email',
      token: () => 'secret',
      extension: { event_properties_changed: 1 },
    });
    expect(client.state).toBe('registered');
    expect(server.of(RequestRegisterClient).map(({ attributes }) => attributes)).toEqual([
      {
        ClientName: 'mail',
        ClientType: 'Media server',
        TenantId: 't',
        MediaType: 'email',
        Token: 'secret',
        Extension: { event_properties_changed: 1 },
      },
    ]);
  });

  test('connect() does it in one step', async () => {
    const server = new ScriptedServer();
    const client = await connect({ name: 'one', type: 'Unknown', transport: server.listener().transport() });
    expect([client.name, client.type, client.state]).toEqual(['one', 'Unknown', 'registered']);
    await client.close();
  });

  test('that is refused closes the client and says why', async () => {
    const { client, server } = prepared();
    server.answer(RequestRegisterClient, ({ refuse }) => refuse('RegistrationFailed', 'token of Media server'));
    const error = await failure(client.open(), RequestError);
    expect(error.errorName).toBe('RegistrationFailed');
    expect([client.state, client.failure]).toEqual(['closed', error]);
  });

  test('has a time-out', async () => {
    const { client, server, clock } = prepared({ registrationTimeoutMs: 3_000 });
    server.answer(RequestRegisterClient, () => undefined);
    const failed = failure(client.open(), RequestTimedOut);
    await server.nth(RequestRegisterClient, 1);
    clock.advance(3_000);
    expect((await failed).message).toBe('RequestRegisterClient: no answer within 3000 ms');
    await server.until(() => server.connection.ended);
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['requestTimeoutMs', { requestTimeoutMs: 0 }],
    ['maxInFlight', { maxInFlight: Number.NaN }],
    ['keepAlive', { keepAlive: { pingAfterMs: 20, deadAfterMs: 20 } }],
  ])('refuses a bad %s before anything is opened', (name, options) => {
    expect(() => prepared(options)).toThrow(new RegExp(`^${name}`));
  });
});

describe('a request', () => {
  test('is answered with the plain attributes of its answer', async () => {
    const { client, server } = await opened();
    const received = new Date('2030-01-02T03:04:05.678Z');
    server.answer(RequestSubmit, ({ reply }) => reply(EventAck, { Extension: { InteractionId: '0123456789ABCDEF' } }));
    const userData = { text: 'é', nested: { list: [1, 2n ** 60n, null] }, when: received };
    const answer = await client.request(RequestSubmit, { ...submission, ReceivedAt: received, UserData: userData });
    expect(answer).toEqual({ Extension: { InteractionId: '0123456789ABCDEF' } });
    expect(server.of(RequestSubmit)[0]?.attributes).toEqual({
      ...submission,
      ReceivedAt: received,
      UserData: userData,
    });
  });

  test('can be asked for the whole answer, as bytes too', async () => {
    const { client, server } = await opened({ keepBodies: true });
    const userData = packBytes(Buffer.from('81a16bcb3ff0000000000000', 'hex'));
    server.answer(RequestGetInteractionProperties, ({ reply }) =>
      reply(EventInteractionProperties, { Interaction: { InteractionId: 'X', UserData: userData } }),
    );
    const { event, attributes, body } = await client.exchange(RequestGetInteractionProperties, { InteractionId: 'X' });
    expect(event).toBe(EventInteractionProperties);
    expect(attributes.Interaction.UserData).toEqual({ k: 1 });
    expect(body && bodyToJson(event, body, 0, body.length)).toBe(
      '{"Interaction":{"InteractionId":"X","UserData":{"k":1.0}}}',
    );
    const plain = await opened();
    expect((await plain.client.exchange(RequestPing, {})).body).toBeUndefined();
  });

  test('that is refused rejects with all that the EventError says', async () => {
    const { client, server } = await opened();
    server.answer(RequestStopProcessing, ({ refuse }) =>
      refuse('UnknownInteraction', 'X', { Attribute: 'InteractionId', Extension: { InRouting: 0 } }),
    );
    const error = await failure(client.request(RequestStopProcessing, { InteractionId: 'X' }), RequestError);
    expect(error).toMatchObject({
      code: 43,
      errorName: 'UnknownInteraction',
      description: 'unknown interaction identifier: X',
      attribute: 'InteractionId',
      extension: { InRouting: 0 },
      retryable: false,
      applied: 'no',
      message: 'RequestStopProcessing: unknown interaction identifier: X (UnknownInteraction, 43)',
    });
    expect(isRetryable(error)).toBe(false);
  });

  test.each<[ErrorName, boolean]>([
    ['DatabaseUnavailable', true],
    ['RequestQueueFull', true],
    ['SubmissionRateExceeded', true],
    ['AgentNotLoggedIn', false],
    ['InvitationRejected', false],
    ['AttributeMissing', false],
  ])('refused with %s: retryable is %s', async (name, retryable) => {
    const { client, server } = await opened();
    server.answer(RequestStopProcessing, ({ refuse }) => refuse(name));
    const error = await failure(client.request(RequestStopProcessing, { InteractionId: 'X' }), RequestError);
    expect(isRetryable(error)).toBe(retryable);
  });

  test('refused with a code of a newer release keeps the code', async () => {
    const { client, server } = await opened();
    server.answer(RequestStopProcessing, ({ reply }) =>
      reply(EventError, { ErrorCode: 9_999, ErrorDescription: 'new' }),
    );
    const error = await failure(client.request(RequestStopProcessing, { InteractionId: 'X' }), RequestError);
    expect(error).toMatchObject({ code: 9_999, errorName: 'Unknown', retryable: false });
  });

  test('times out after its own time; the answer that comes later goes to the handlers', async () => {
    const { client, server, clock } = await opened();
    server.answer(RequestPull, () => undefined);
    const late: unknown[] = [];
    client.on(EventPulledInteractions, (attributes, { referenceId }) => void late.push(attributes, referenceId));
    const failed = failure(client.request(RequestPull, { Queue: 'q' }, { timeoutMs: 500 }), RequestTimedOut);
    const asked = await server.nth(RequestPull, 1);
    clock.advance(499);
    expect(client.inFlight).toBe(1);
    clock.advance(1);
    expect(await failed).toMatchObject({ retryable: true, applied: 'unknown' });
    expect(client.inFlight).toBe(0);
    asked.reply(EventPulledInteractions, { Interactions: [] });
    await client.request(RequestPing, {});
    expect(late).toEqual([{ Interactions: [] }, asked.referenceId]);
  });

  test('times out after the default time of the client', async () => {
    const { client, server, clock } = await opened({ requestTimeoutMs: 5_000 });
    server.answer(RequestPull, () => undefined);
    const failed = failure(client.request(RequestPull, { Queue: 'q' }), RequestTimedOut);
    await server.nth(RequestPull, 1);
    clock.advance(5_000);
    expect((await failed).message).toBe('RequestPull: no answer within 5000 ms');
  });

  test('answered by what cannot answer it is an error', async () => {
    const { client, server } = await opened();
    server.answer(RequestPull, ({ reply }) => reply(EventAck, {}));
    const error = await failure(client.request(RequestPull, { Queue: 'q' }), UnexpectedAnswer);
    expect(error.message).toBe('RequestPull was answered by EventAck');
    expect(client.state).toBe('registered');
  });

  test('answered by what cannot be read is an error that names the attribute', async () => {
    const { client, server } = await opened();
    server.answer(RequestPull, ({ connection, referenceId }) => {
      const writer = new Writer();
      encodeFrame(writer, EventAck, referenceId, 0, {});
      // EventAck without a body becomes EventPulledInteractions without its mandatory attribute.
      writer.buffer.writeUInt16BE(EventPulledInteractions.code, 4);
      connection.channel.write(writer.copy());
    });
    const error = await failure(client.request(RequestPull, { Queue: 'q' }), UnexpectedAnswer);
    expect(error.message).toContain('Interactions');
    expect(client.state).toBe('registered');
  });

  test('answered by a message of a newer release is an error', async () => {
    const { client, server } = await opened();
    server.answer(RequestPull, ({ connection, referenceId }) => {
      const writer = new Writer();
      encodeFrame(writer, EventAck, referenceId, 0, {});
      writer.buffer.writeUInt16BE(0xfffe, 4);
      connection.channel.write(writer.copy());
    });
    const error = await failure(client.request(RequestPull, { Queue: 'q' }), UnexpectedAnswer);
    expect(error.message).toBe('the answer has the unknown message code 65534');
  });

  test('with attributes that cannot be sent is refused here, and leaves no trace', async () => {
    const { client, server } = await opened();
    const error = await failure(client.request(RequestStopProcessing, { InteractionId: 'a\0b' }), ProtocolError);
    expect([error.error, error.attribute]).toEqual(['AttributeValue', 'InteractionId']);
    await client.request(RequestPing, {});
    expect(server.of(RequestStopProcessing)).toEqual([]);
    expect(client.inFlight).toBe(0);
  });

  test('longer than a frame may be is refused here', async () => {
    const { client, server } = await opened({ maxFrameSize: 4_096 });
    const submit = client.request(RequestSubmit, { ...submission, UserData: { text: 'x'.repeat(5_000) } });
    expect((await failure(submit, ProtocolError)).error).toBe('FrameTooLarge');
    await client.request(RequestPing, {});
    expect(server.of(RequestSubmit)).toEqual([]);
  });

  test('before the client is open is refused', async () => {
    const { client } = prepared();
    const error = await failure(client.request(RequestPing, {}), NotConnected);
    expect(error).toMatchObject({ retryable: true, applied: 'no' });
  });

  test('just before the client is closed still leaves', async () => {
    const { client, server } = await opened();
    const pending = failure(client.request(RequestStopProcessing, { InteractionId: 'X' }), ClientClosed);
    await client.close();
    await pending;
    await server.nth(RequestStopProcessing, 1);
    expect(server.of(RequestStopProcessing)[0]?.attributes.InteractionId).toBe('X');
  });

  test('after the client was closed is refused; one in flight is given up', async () => {
    const { client, server } = await opened();
    server.answer(RequestPull, () => undefined);
    const pending = failure(client.request(RequestPull, { Queue: 'q' }), ClientClosed);
    await server.nth(RequestPull, 1);
    await client.close();
    expect(await pending).toMatchObject({ retryable: false, applied: 'unknown' });
    expect(await failure(client.request(RequestPing, {}), ClientClosed)).toMatchObject({ applied: 'no' });
    await client.close();
    expect(client.state).toBe('closed');
  });
});

describe('many requests', () => {
  test('of one turn leave in one write, in their order, and each gets its own answer', async () => {
    const { client, server } = await opened();
    server.answer(RequestSubmit, ({ attributes, reply }) =>
      reply(EventAck, { Extension: { was: attributes.ExternalId ?? '' } }),
    );
    const before = server.connection.pieces;
    const ids = Array.from({ length: 1_000 }, (_, index) => `e${index}`);
    const answers = await Promise.all(
      ids.map((ExternalId) => client.request(RequestSubmit, { ...submission, ExternalId })),
    );
    expect(server.connection.pieces - before).toBe(1);
    expect(server.of(RequestSubmit).map(({ attributes }) => attributes.ExternalId)).toEqual(ids);
    expect(answers.map(({ Extension }) => Extension?.['was'])).toEqual(ids);
  });

  test('are answered in any order', async () => {
    const { client, server } = await opened();
    server.answer(RequestStopProcessing, () => undefined);
    const order: string[] = [];
    const requests = ['a', 'b', 'c'].map(async (InteractionId) => {
      await client.request(RequestStopProcessing, { InteractionId });
      order.push(InteractionId);
    });
    await server.nth(RequestStopProcessing, 3);
    for (const { reply } of server.of(RequestStopProcessing).toReversed()) reply(EventAck, {});
    await Promise.all(requests);
    expect(order).toEqual(['c', 'b', 'a']);
  });

  test('beyond the bound are refused, until some are answered', async () => {
    const { client, server } = await opened({ maxInFlight: 3 });
    server.answer(RequestStopProcessing, () => undefined);
    const stop = () => client.request(RequestStopProcessing, { InteractionId: 'X' });
    const first = [stop(), stop(), stop()];
    const error = await failure(stop(), TooManyRequests);
    expect(error).toMatchObject({
      message: 'RequestStopProcessing: 3 requests are in flight',
      retryable: true,
      applied: 'no',
    });
    expect(client.inFlight).toBe(3);
    await server.nth(RequestStopProcessing, 3);
    for (const { reply } of server.of(RequestStopProcessing)) reply(EventAck, {});
    await Promise.all(first);
    server.answer(RequestStopProcessing, ({ reply }) => reply(EventAck, {}));
    await stop();
    expect(server.of(RequestStopProcessing)).toHaveLength(4);
  });

  test('beyond the bytes that may wait are refused, until the server reads again', async () => {
    const { client, server } = await opened({ maxBufferedBytes: 100_000 });
    server.connection.channel.pause();
    const submit = () => client.request(RequestSubmit, { ...submission, UserData: { text: 'x'.repeat(10_000) } });
    server.answer(RequestSubmit, ({ reply }) => reply(EventAck, {}));
    const sent = Array.from({ length: 10 }, submit);
    expect((await failure(submit(), TooManyRequests)).message).toContain('bytes wait to be sent');
    server.connection.channel.resume();
    await Promise.all(sent);
    await submit();
    expect(server.of(RequestSubmit)).toHaveLength(11);
  });

  test('with different time-outs expire each at its own time, with one timer for all', async () => {
    const { client, server, clock } = await opened({ keepAlive: { pingAfterMs: 1e9, deadAfterMs: 2e9 } });
    server.answer(RequestPull, () => undefined);
    const expired: number[] = [];
    for (const timeoutMs of [700, 300, 300, 500]) {
      client.request(RequestPull, { Queue: 'q' }, { timeoutMs }).catch(() => expired.push(timeoutMs));
    }
    await server.nth(RequestPull, 4);
    expect(clock.delays).toEqual([300, 1e9]);
    for (const [advance, expected] of [
      [299, []],
      [1, [300, 300]],
      [200, [300, 300, 500]],
      [200, [300, 300, 500, 700]],
    ] as const) {
      clock.advance(advance);
      await turn();
      expect(expired).toEqual(expected);
    }
    expect(clock.delays).toHaveLength(1);
  });
});

describe('reference ids', () => {
  test('start again after 2^32 − 1 and pass over those that are waited for', () => {
    const inFlight = new InFlight<never>(new DrivenClock(), 0xffff_fffe);
    const waiting = { resolve: () => undefined, reject: () => undefined, expired: () => new Error('late') };
    inFlight.add(1, 1_000, waiting);
    expect([inFlight.nextReference(), inFlight.nextReference()]).toEqual([0xffff_ffff, 2]);
  });
});

describe('the server asks', () => {
  test('what this client does not serve: it says so', async () => {
    const { server } = await opened({ type: 'Third party client' });
    server.connection.send(Request3rdServer, { Service: 'sentiment', Method: 'score' }, 78);
    const fault = await server.nth(Event3rdServerFault, 1);
    expect([fault.referenceId, fault.attributes]).toEqual([78, { FaultString: 'this client serves no requests' }]);
  });

  test('whether the client is there: it is', async () => {
    const { server } = await opened();
    server.connection.send(RequestPing, {}, 77);
    const pong = await server.nth(EventPong, 1);
    expect(pong.referenceId).toBe(77);
  });
});
