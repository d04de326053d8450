import { EventAgentLogin, EventPartyAdded, EventPlacedInQueue, EventPropertiesChanged, pack } from '@ixn/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Report } from '../../src/engine/effects.ts';
import { readOutbox } from '../../src/reporting/outbox-reader.ts';
import { OutboxWriter } from '../../src/reporting/outbox-writer.ts';
import type { Interaction } from '../../src/state/interaction.ts';

function interaction(change: Partial<Interaction> = {}): Interaction {
  return {
    id: '0001000000000001',
    submitSeq: 1,
    externalId: 'ext-1',
    parentId: '',
    mediaType: 'email',
    type: 'Inbound',
    subtype: 'InboundNew',
    submittedBy: 'media-1',
    receivedAt: 1_700_000_000_000,
    submittedAt: 1_700_000_000_500,
    isOnline: false,
    isHeld: false,
    queue: 'email.inbound',
    movedToQueueAt: 1_700_000_000_500,
    placedInQueueAt: 1_700_000_000_500,
    deliveredAt: 0,
    assignedAt: 0,
    assignedTo: '',
    abandonedAt: 0,
    workflowState: '',
    inQueues: null,
    outQueues: null,
    priority: 7,
    userData: pack({ Subject: 'hello' }),
    custom: [],
    place: { kind: 'queue', queue: 'email.inbound' },
    parties: [],
    invitations: [],
    retry: null,
    timers: null,
    ...change,
  };
}

const SERVER: Actor = { kind: 'server' };

function report(sequence: number, change: Partial<Report> = {}): Report {
  return {
    event: EventPlacedInQueue,
    sequence,
    time: 1_700_000_001_000,
    topic: 'interactions',
    interaction: interaction(),
    actor: SERVER,
    own: {},
    ...change,
  };
}

function roundTrip(reports: readonly Report[], withUserData = false): ReturnType<typeof readOutbox> {
  const writer = new OutboxWriter(withUserData);
  for (const one of reports) writer.append(one);
  return readOutbox(writer.take());
}

describe('outbox body', () => {
  it('says of an interaction what it was when the event was made', () => {
    const writer = new OutboxWriter();
    const live = interaction();
    writer.append(report(5, { interaction: live }));
    live.queue = 'overflow';
    live.deliveredAt = 1_700_000_002_000;
    live.parties = [{ kind: 'agent', agentId: 'A1', placeId: 'P1', visibility: 'Conference', joinedAt: 1 }];
    live.place = { kind: 'agents', origin: null, view: '', since: 1 };
    writer.append(report(6, { interaction: live, event: EventPartyAdded }));
    const [first, second] = readOutbox(writer.take());
    expect(first).toMatchObject({
      event: { name: 'EventPlacedInQueue' },
      sequence: 5,
      time: 1_700_000_001_000,
      interaction: {
        id: '0001000000000001',
        queue: 'email.inbound',
        deliveredAt: 0,
        state: 0,
        priority: 7,
        agentId: '',
      },
    });
    expect(second).toMatchObject({
      event: { name: 'EventPartyAdded' },
      sequence: 6,
      interaction: { queue: 'overflow', deliveredAt: 1_700_000_002_000, state: 3, agentId: 'A1', placeId: 'P1' },
    });
  });

  const actors: [Actor, object][] = [
    [SERVER, {}],
    [
      { kind: 'agent', agentId: 'A1', placeId: 'P1' },
      { AgentId: 'A1', PlaceId: 'P1' },
    ],
    [
      { kind: 'router', routerId: 'ors', strategyId: 's' },
      { RouterId: 'ors', StrategyId: 's' },
    ],
    [{ kind: 'client', clientName: 'media-1' }, { ClientName: 'media-1' }],
  ];
  it.each(actors)('names the actor %j', (actor, expected) => {
    expect(roundTrip([report(1, { actor })])[0]?.actor).toEqual(expected);
  });

  it('keeps own attributes by their kinds: packed lists, parties', () => {
    const [event] = roundTrip([
      report(1, {
        event: EventPropertiesChanged,
        own: { ChangedProperties: pack({ Subject: 'new', Count: 3 }), DeletedProperties: ['Old'] },
      }),
    ]);
    expect(event?.own).toEqual({ ChangedProperties: { Subject: 'new', Count: 3 }, DeletedProperties: ['Old'] });
  });

  it('has events without an interaction', () => {
    const own = { TenantId: 't', AgentId: 'A1', PlaceId: 'P1' };
    const [event] = roundTrip([report(1, { event: EventAgentLogin, interaction: null, own })]);
    expect(event).toMatchObject({ interaction: null, own });
  });

  it('writes user data only where asked for, and again after it changed', () => {
    expect(roundTrip([report(1)])[0]?.interaction?.userData).toBeNull();
    const live = interaction();
    const writer = new OutboxWriter(true);
    writer.append(report(1, { interaction: live }));
    live.userData = pack({ Subject: 'changed' });
    writer.append(report(2, { interaction: live }));
    expect(readOutbox(writer.take()).map((event) => event.interaction?.userData)).toEqual([
      pack({ Subject: 'hello' }),
      pack({ Subject: 'changed' }),
    ]);
  });

  it('refuses a gap in EventSequence', () => {
    const writer = new OutboxWriter();
    writer.append(report(1));
    expect(() => writer.append(report(3))).toThrow('EventSequence 3 follows 1');
  });

  it('starts afresh after it was taken', () => {
    const writer = new OutboxWriter();
    writer.append(report(1));
    writer.take();
    expect(writer.count).toBe(0);
    expect(writer.take()).toHaveLength(0);
    writer.append(report(2));
    expect(readOutbox(writer.take())).toMatchObject([{ sequence: 2, interaction: { queue: 'email.inbound' } }]);
  });

  it('reads back what any series of reports wrote', () => {
    const queue = fc.constantFrom('a', 'b', 'ünïcode');
    const step = fc.record({
      which: fc.nat(3),
      queue,
      time: fc.integer({ min: 0, max: 2 ** 42 }),
      at: fc.nat(2 ** 40),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const all = [0, 1, 2, 3].map((n) => interaction({ id: `000100000000000${n}`, submitSeq: n + 1 }));
        const writer = new OutboxWriter();
        const expected = steps.map(({ which, queue: name, time, at }, index) => {
          const live = all[which] as Interaction;
          live.queue = name;
          live.deliveredAt = at;
          writer.append(report(index + 1, { interaction: live, time }));
          return { sequence: index + 1, time, interaction: { id: live.id, queue: name, deliveredAt: at } };
        });
        expect(readOutbox(writer.take())).toMatchObject(expected);
      }),
    );
  });

  it.each([
    ['another version', Uint8Array.of(9, 1, 1), 'version 9'],
    ['an unknown record', Uint8Array.of(1, 1, 1, 0x91, 7), 'record of kind 7'],
    ['an unknown event', Uint8Array.of(1, 1, 1, 0x93, 2, 5, 0), 'unknown code 5'],
  ])('refuses a body with %s', (_name, body, text) => {
    expect(() => readOutbox(body)).toThrow(text);
  });
});
