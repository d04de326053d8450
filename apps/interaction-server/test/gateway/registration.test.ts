import {
  ERRORS,
  EventError,
  RequestPing,
  RequestRegisterClient,
  RequestStopProcessing,
  RequestUnregisterClient,
  type ErrorName,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { errorOf, Rig } from './rig.ts';

const ID = 'ABCDEFGHIJKLMNOP';
const mediaServer = { ClientName: 'mail', ClientType: 'Media server' } as const;

describe('a connection registers', () => {
  test('the inbox hears who has come, the client gets EventAck', async () => {
    const rig = await Rig.open();
    const client = await rig.connect();
    client.send(RequestRegisterClient, 7, {
      ...mediaServer,
      TenantId: 'tenant-1',
      Extension: { event_properties_changed: 1 },
    });
    expect(await client.next()).toEqual({ name: 'EventAck', reference: 7, proxy: 0, attributes: {} });
    expect(rig.inbox.registered).toEqual([{ id: 1, name: 'mail', type: 'Media server', propertyChanges: true }]);
  });

  const refused: readonly (readonly [string, Record<string, unknown>, ErrorName, string | undefined])[] = [
    ['of an unknown type', { ...mediaServer, ClientType: 'Router' }, 'UnknownClientType', 'ClientType'],
    ['for another tenant', { ...mediaServer, TenantId: 'tenant-2' }, 'UnknownTenant', 'TenantId'],
  ];
  test.each(refused)('%s: refused and closed', async (_, attributes, error, attribute) => {
    const rig = await Rig.open();
    const client = await rig.connect();
    client.send(RequestRegisterClient, 7, attributes as typeof mediaServer);
    const answer = await client.next();
    expect([answer.reference, errorOf(answer), answer.attributes.Attribute]).toEqual([
      7,
      ERRORS[error].number,
      attribute,
    ]);
    expect(await client.rest()).toEqual([]);
    expect(rig.inbox.registered).toEqual([]);
  });

  test('a property-change subscription is only for media servers that ask for it', async () => {
    const rig = await Rig.open();
    await rig.client('Media server', 'a', { event_properties_changed: 0 });
    await rig.client('Media server', 'b');
    await rig.client('Routing engine', 'c', { event_properties_changed: 1 });
    expect(rig.inbox.registered.map((client) => client.propertyChanges)).toEqual([false, false, false]);
  });

  test('what comes before gets NotRegistered, but for pings', async () => {
    const rig = await Rig.open();
    const client = await rig.connect();
    client.send(RequestStopProcessing, 1, { InteractionId: ID });
    client.send(RequestPing, 2, {});
    client.send(RequestUnregisterClient, 3, {});
    const answers = await client.take(3);
    expect(answers.map((answer) => [answer.reference, answer.name])).toEqual([
      [1, 'EventError'],
      [2, 'EventPong'],
      [3, 'EventError'],
    ]);
    expect(errorOf(answers[0]!)).toBe(ERRORS.NotRegistered.number);
    expect(errorOf(answers[2]!)).toBe(ERRORS.NotRegistered.number);
    expect(rig.inbox.asked).toEqual([]);
  });

  test('what follows waits for the answer, and is refused with it', async () => {
    const rig = await Rig.open();
    let answer: (() => void) | undefined;
    const atOnce = rig.inbox.onRegister;
    rig.inbox.onRegister = (client, reference) => {
      answer = () => {
        atOnce(client, reference);
        rig.inbox.plan();
      };
    };
    const client = await rig.connect();
    client.send(RequestRegisterClient, 1, mediaServer);
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    client.send(RequestPing, 3, {});
    await expect.poll(() => rig.inbox.registered.length).toBe(1);
    expect(rig.inbox.asked).toEqual([]);
    answer?.();
    const answers = await client.take(3);
    expect(new Set(answers.map((one) => one.reference))).toEqual(new Set([1, 2, 3]));
    expect(rig.inbox.asked.map((one) => one.reference)).toEqual([2]);
  });

  test('when the inbox refuses, the client hears why and the connection closes', async () => {
    const rig = await Rig.open();
    rig.inbox.onRegister = (client, reference) => {
      rig.inbox.outlet.sayNow(client.id, EventError, reference, REFUSED);
      rig.inbox.outlet.end(client.id);
    };
    const client = await rig.connect();
    client.send(RequestRegisterClient, 1, mediaServer);
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    expect(errorOf(await client.next())).toBe(REFUSED.ErrorCode);
    expect(await client.rest()).toEqual([]);
    expect(rig.inbox.asked).toEqual([]);
    await expect.poll(() => rig.inbox.disconnected).toEqual([1]);
  });

  test('once only', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    client.send(RequestRegisterClient, 2, mediaServer);
    expect(errorOf(await client.next())).toBe(ERRORS.AlreadyRegistered.number);
    client.send(RequestPing, 3, {});
    expect((await client.next()).name).toBe('EventPong');
  });

  test('in time, or it is told and closed', async () => {
    const rig = await Rig.open({ limits: { registrationTimeout: 10_000, pingAfter: 60_000, deadAfter: 120_000 } });
    const late = await rig.connect();
    const registered = await rig.client('Unknown');
    rig.clock.advance(9_000);
    late.send(RequestPing, 1, {});
    expect((await late.next()).name).toBe('EventPong');
    rig.clock.advance(2_000);
    expect(errorOf(await late.next())).toBe(ERRORS.RegistrationTimeout.number);
    await late.closed;
    registered.send(RequestPing, 2, {});
    expect((await registered.next()).name).toBe('EventPong');
  });

  test('and unregisters: EventAck after the answers before it, then the connection closes', async () => {
    const rig = await Rig.open();
    const client = await rig.client('Media server');
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    client.send(RequestUnregisterClient, 3, {});
    const answers = await client.take(2);
    expect(answers.map((answer) => [answer.name, answer.reference])).toEqual([
      ['EventAck', 2],
      ['EventAck', 3],
    ]);
    await client.closed;
    await expect.poll(() => rig.inbox.disconnected).toEqual([1]);
  });
});

describe('limits', () => {
  test('max-current-clients is named', async () => {
    const rig = await Rig.open({ limits: { maxClients: 1 } });
    const first = await rig.client('Unknown', 'first');
    const second = await rig.connect();
    second.send(RequestRegisterClient, 1, mediaServer);
    const answer = await second.next();
    expect(errorOf(answer)).toBe(ERRORS.ClientLimit.number);
    expect(answer.attributes.ErrorDescription).toContain('max-current-clients is 1');
    await second.closed;
    first.socket.destroy();
    await expect.poll(() => rig.inbox.disconnected).toEqual([1]);
    await rig.client('Unknown', 'third');
  });

  test('connections, and those that have not registered', async () => {
    const rig = await Rig.open({ limits: { maxConnections: 3, maxUnregistered: 2 } });
    await rig.client('Unknown');
    await Promise.all([rig.connect(), rig.connect()]);
    await expect.poll(() => rig.gateway.connections).toBe(3);
    const all = await rig.connect();
    expect((await all.next()).attributes.ErrorDescription).toContain('3 connections');
    await all.closed;
    rig.limits.maxConnections = 10;
    const unregistered = await rig.connect();
    expect((await unregistered.next()).attributes.ErrorDescription).toContain('2 connections that have not registered');
    await unregistered.closed;
    expect(rig.gateway.connections).toBe(3);
    expect(rig.lines.filter((line) => line.event === 'connections refused')).toHaveLength(1);
  });
});

const REFUSED = { ErrorCode: ERRORS.DatabaseUnavailable.number, ErrorDescription: 'the database is unavailable' };
