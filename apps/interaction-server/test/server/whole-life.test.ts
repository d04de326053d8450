import {
  type Client,
  EventCurrentState,
  EventInvite,
  EventRevoked,
  RequestAccept,
  RequestAgentLogin,
  RequestDeliver,
  RequestError,
  RequestFindInteractions,
  RequestGetInteractionProperties,
  RequestHold,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestStopProcessing,
  RequestSubmit,
  RequestSubscribe,
} from '@ixn/protocol';
import { requirePart } from '@ixn/parts/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBed, testBed } from '../journal/support/database.ts';
import { TestConfiguration } from './support/configuration-service.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { TENANT_ID, tenantObjects } from './support/tenant.ts';

const SUBMIT = {
  TenantId: TENANT_ID,
  MediaType: 'email',
  InteractionType: 'Inbound',
  InteractionSubtype: 'InboundNew',
  Queue: 'in',
} as const;
const PULL = { ViewId: 'in/ageing', Extension: { 'pull-for-strategy': 'route', submitter: 's1' } } as const;

describe.skipIf(!(await requirePart('postgres', 'the life of an interaction over TCP')))('over TCP, with rows', () => {
  let bed: TestBed;
  let configuration: TestConfiguration;
  let server: RunningServer;
  let media: Client;
  let router: Client;
  let agent: Client;
  const invites: { id: string; ticket: number | undefined; operation: string }[] = [];
  let invited: (() => void) | undefined;

  beforeAll(async () => {
    bed = await testBed();
    configuration = new TestConfiguration(tenantObjects());
    await configuration.open();
    server = await runServer({ databaseUrl: bed.url, configurationPort: configuration.port });
    media = await server.client('Media server', 'media');
    router = await server.client('Routing engine', 'router');
    agent = await server.client('Agent application', 'desktop', {
      onRegistered: async (session) => {
        const login = { TenantId: TENANT_ID, AgentId: 'A1', PlaceId: 'P1', MediaList: { email: 1 } } as const;
        await session.request(RequestAgentLogin, login);
      },
    });
    agent.on(EventInvite, ({ Interaction, TicketId, Operation }) => {
      invites.push({ id: Interaction.InteractionId ?? '', ticket: TicketId, operation: Operation });
      invited?.();
    });
  });

  afterAll(async () => {
    await server.stop();
    await configuration.close();
    await bed.drop();
  });

  const submit = async (more: object = {}): Promise<string> => {
    const { Extension } = await media.request(RequestSubmit, { ...SUBMIT, ...more });
    return Extension?.['InteractionId'] as string;
  };
  const row = async (id: string): Promise<Record<string, unknown> | undefined> =>
    (await bed.sql('SELECT * FROM interactions WHERE id = $1', [id]))[0];
  const invitation = async (): Promise<{ id: string; ticket: number }> => {
    if (invites.length === 0) await new Promise<void>((resolve) => (invited = resolve));
    const { id, ticket } = invites.shift() as { id: string; ticket: number };
    return { id, ticket };
  };
  const refused = (request: Promise<unknown>): Promise<RequestError> =>
    request.then(
      () => Promise.reject(new Error('not refused')),
      (error: unknown) => error as RequestError,
    );

  it('has each step in a committed row before its answer', async () => {
    const id = await submit({ UserData: { Segment: 'silver', Priority: 4, exact: 1.5 } });
    expect(await row(id)).toMatchObject({ place: 0, queue: 'in', segment: 'silver', priority: '4' });

    const pulled = await router.request(RequestPull, PULL);
    expect(pulled.Interactions.map((one) => one.InteractionId)).toEqual([id]);
    expect(await row(id)).toMatchObject({ place: 2, queue: 'in' });

    const delivered = router.request(RequestDeliver, { InteractionId: id, AgentId: 'A1', PlaceId: 'P1' });
    const { ticket } = await invitation();
    expect((await row(id))?.['delivered_at']).not.toBeNull();

    await agent.request(RequestAccept, { InteractionId: id, TicketId: ticket });
    expect(await row(id)).toMatchObject({ place: 3, assigned_to: 'A1' });
    await delivered;

    await agent.request(RequestStopProcessing, { InteractionId: id, Reason: { ReasonSystemName: 'Done' } });
    expect(await row(id)).toBeUndefined();
    expect(await bed.sql('SELECT stop_reason FROM completed_interactions WHERE id = $1', [id])).toEqual([
      { stop_reason: 'Done' },
    ]);
    const { Interaction } = await media.request(RequestGetInteractionProperties, { InteractionId: id });
    expect(Interaction).toMatchObject({ InteractionId: id, StopReason: 'Done' });
  });

  it('gives what waits to a pull that was open', async () => {
    const pull = router.request(RequestPull, PULL);
    const id = await submit();
    expect((await pull).Interactions.map((one) => one.InteractionId)).toEqual([id]);
    await router.request(RequestStopProcessing, { InteractionId: id });
  });

  it('leaves a rejected interaction with the router, says so, and takes it back from there', async () => {
    const id = await submit();
    await router.request(RequestPull, PULL);
    const delivered = refused(router.request(RequestDeliver, { InteractionId: id, AgentId: 'A1' }));
    const { ticket } = await invitation();
    await agent.request(RequestReject, { InteractionId: id, TicketId: ticket });
    expect(await delivered).toMatchObject({ errorName: 'InvitationRejected', extension: { InRouting: 1 } });
    await router.request(RequestPlaceInQueue, { InteractionId: id, Queue: 'out' });
    expect(await row(id)).toMatchObject({ place: 0, queue: 'out' });
    await media.request(RequestStopProcessing, { InteractionId: id });
  });

  it('knows a submit that is repeated under the same id, live and stopped', async () => {
    const InteractionId = 'REPEATED00000001';
    expect(await submit({ InteractionId })).toBe(InteractionId);
    const again = await media.request(RequestSubmit, { ...SUBMIT, InteractionId });
    expect(again.Extension).toMatchObject({ Duplicate: 1 });
    await media.request(RequestStopProcessing, { InteractionId });
    const stopped = await media.request(RequestSubmit, { ...SUBMIT, InteractionId });
    expect(stopped.Extension).toMatchObject({ Duplicate: 1 });
    const other = await server.client('Media server', 'other');
    expect(await refused(other.request(RequestSubmit, { ...SUBMIT, InteractionId }))).toMatchObject({
      errorName: 'InteractionIdInUse',
    });
  });

  it('finds what waits by a condition', async () => {
    const id = await submit({ UserData: { Segment: 'gold' }, ExternalId: 'find-me' });
    const found = await agent.request(RequestFindInteractions, {
      Condition: "segment = 'gold' and external_id = 'find-me'",
    });
    expect(found.Interactions.map((one) => one.InteractionId)).toEqual([id]);
    expect(await refused(agent.request(RequestFindInteractions, { Condition: 'colour = 1' }))).toMatchObject({
      errorName: 'ConditionInvalid',
      attribute: 'Condition',
    });
    await media.request(RequestStopProcessing, { InteractionId: id });
  });

  it('tells reporting clients the state, then every change with its number', async () => {
    const statistics = await server.client('Reporting engine', 'statistics');
    const heard: { name: string; sequence: number | undefined }[] = [];
    const state = new Promise<number>((resolve) => {
      statistics.on(EventCurrentState, ({ EventSequence, Last, Agents = [] }) => {
        expect(Agents.map((one) => one.AgentId)).toEqual(['A1']);
        if (Last === 1) resolve(EventSequence);
      });
    });
    await statistics.request(RequestSubscribe, { TopicList: ['agents', 'interactions'] });
    const from = await state;
    const all = new Promise<void>((resolve) => {
      void (async () => {
        for await (const { event, attributes } of statistics.events()) {
          const { EventSequence } = attributes as { EventSequence?: number };
          heard.push({ name: event.name, sequence: EventSequence });
          if (event.name === 'EventProcessingStopped') resolve();
        }
      })();
    });
    const id = await submit();
    await media.request(RequestStopProcessing, { InteractionId: id });
    await all;
    expect(heard).toEqual([
      { name: 'EventInteractionSubmitted', sequence: from + 1 },
      { name: 'EventPlacedInQueue', sequence: from + 2 },
      { name: 'EventProcessingStopped', sequence: from + 3 },
    ]);
  });

  it('revokes what was offered when it is stopped meanwhile', async () => {
    const revoked = new Promise<string>((resolve) => {
      agent.on(EventRevoked, ({ Interaction }) => resolve(Interaction.InteractionId ?? ''));
    });
    const id = await submit();
    await router.request(RequestPull, PULL);
    const delivered = refused(router.request(RequestDeliver, { InteractionId: id, AgentId: 'A1' }));
    await invitation();
    await media.request(RequestStopProcessing, { InteractionId: id });
    expect(await revoked).toBe(id);
    expect((await delivered).errorName).toBe('InvitationRevoked');
  });

  it('answers what a later release brings with NotSupportedYet', async () => {
    const id = await submit();
    expect(await refused(media.request(RequestHold, { InteractionId: id }))).toMatchObject({
      errorName: 'NotSupportedYet',
    });
    await media.request(RequestStopProcessing, { InteractionId: id });
  });
});
