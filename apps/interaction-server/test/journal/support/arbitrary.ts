import { pack, type Packed } from '@ixn/protocol';
import fc from 'fast-check';
import type { AgentSession } from '../../../src/state/agent-session.ts';
import {
  type CompletedInteraction,
  createInteraction,
  type Interaction,
  type InteractionRecord,
  type RetryRecord,
} from '../../../src/state/interaction.ts';
import type { Invitation, Party } from '../../../src/state/party.ts';
import type { Origin, Place } from '../../../src/state/place.ts';

/** What the engine lets through: well-formed, free of NUL. '' among them. */
const text = fc.oneof(
  fc.constantFrom('', 'queue-1', 'Größe', '客户'),
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.replaceAll('\0', '')),
);
const name = text.filter((value) => value !== '');

/** Whole ms of the years that the protocol can say; 0 is "has not happened". */
const happened = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).filter((ms) => ms !== 0);
const time = fc.oneof(fc.constant(0), fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), happened);

export const userData: fc.Arbitrary<Packed> = fc
  .dictionary(
    fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
    fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.uint8Array({ maxLength: 40 }),
    ),
    { maxKeys: 6 },
  )
  .map((map) => pack(map));

const origin: fc.Arbitrary<Origin> = fc.oneof(
  fc.record({ kind: fc.constant('queue' as const), queue: text }),
  fc.record({ kind: fc.constant('workbin' as const), workbin: fc.record({ type: name, owner: text }) }),
);

/** Every place that a live interaction can be in. */
export const place: fc.Arbitrary<Place> = fc.oneof(
  origin,
  fc.record({
    kind: fc.constant('router' as const),
    router: text,
    strategy: text,
    submitter: text,
    view: text,
    origin,
    since: time,
  }),
  fc.record({ kind: fc.constant('agents' as const), origin: fc.option(origin), view: text, since: time }),
  fc.record({ kind: fc.constant('snapshot-lock' as const), snapshot: text, behind: origin }),
);

const visibility = fc.constantFrom('Conference' as const, 'Coach' as const, 'Monitor' as const);
const party: fc.Arbitrary<Party> = fc.oneof(
  fc.record({ kind: fc.constant('router' as const), routerId: text, strategyId: text }),
  fc.record({ kind: fc.constant('agent' as const), agentId: text, placeId: text, visibility, joinedAt: time }),
);
const invitation: fc.Arbitrary<Invitation> = fc.record({
  ticket: fc.nat(),
  operation: fc.constantFrom('RouteToAgent' as const, 'Transfer' as const, 'Conference' as const, 'Intrude' as const),
  agentId: text,
  placeId: text,
  visibility,
  by: text,
  requestKey: text,
  invitedAt: time,
});
export const retry: fc.Arbitrary<RetryRecord> = fc.record({
  key: text,
  router: text,
  request: text,
  error: fc.nat(10_000),
  attribute: text,
  text,
  at: time,
});

/** What changes when an interaction moves. */
export const course = fc.record({
  queue: text,
  movedToQueueAt: time,
  placedInQueueAt: time,
  deliveredAt: time,
  assignedAt: time,
  assignedTo: text,
  abandonedAt: time,
  place,
  parties: fc.array(party, { maxLength: 3 }),
  invitations: fc.array(invitation, { maxLength: 2 }),
  retry: fc.option(retry),
});

/** What else can change. */
export const properties = fc.record({
  externalId: text,
  parentId: text,
  isOnline: fc.boolean(),
  isHeld: fc.boolean(),
  workflowState: text,
  priority: fc.oneof(fc.integer(), fc.maxSafeInteger()),
  userData,
  custom: fc.tuple(
    fc.option(text),
    fc.option(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
        fc.integer(),
      ),
    ),
    fc.option(happened),
  ),
});

const submitted = fc.record({
  submitSeq: fc.maxSafeNat(),
  mediaType: text,
  type: text,
  subtype: text,
  submittedBy: text,
  receivedAt: time,
  submittedAt: time,
  inQueues: fc.option(userData),
  outQueues: fc.option(userData),
});

/** A live interaction, but for its id. */
export const record: fc.Arbitrary<Omit<InteractionRecord, 'id'>> = fc
  .tuple(course, properties, submitted)
  .map(([moves, changes, constant]) => ({ ...moves, ...changes, ...constant }));

export function interaction(id: string, fields: Omit<InteractionRecord, 'id'>): Interaction {
  return createInteraction({ id, ...fields });
}

let ids = 0;

/** A new id, in the form of the server's. */
export function nextId(): string {
  return (++ids).toString(36).toUpperCase().padStart(16, '0');
}

/** An interaction that waits in a queue, with `own` instead of the usual. */
export function waiting(own: Partial<InteractionRecord> = {}): Interaction {
  const queue = own.queue ?? 'inbound';
  return createInteraction({
    id: nextId(),
    submitSeq: ids,
    externalId: '<a@example.org>',
    parentId: '',
    mediaType: 'email',
    type: 'Inbound',
    subtype: 'InboundNew',
    submittedBy: 'media',
    receivedAt: 1_767_225_600_000,
    submittedAt: 1_767_225_600_001,
    isOnline: false,
    isHeld: false,
    queue,
    movedToQueueAt: 1_767_225_600_001,
    placedInQueueAt: 1_767_225_600_001,
    deliveredAt: 0,
    assignedAt: 0,
    assignedTo: '',
    abandonedAt: 0,
    workflowState: '',
    inQueues: null,
    outQueues: null,
    priority: 0,
    userData: pack({ Subject: 'Question' }),
    custom: [],
    place: { kind: 'queue', queue },
    parties: [],
    invitations: [],
    retry: null,
    ...own,
  });
}

/** What is kept of an interaction that was stopped at `completedAt`. */
export function completed(
  id: string,
  completedAt: number,
  own: Partial<CompletedInteraction> = {},
): CompletedInteraction {
  return { id, submittedBy: 'media', completedAt, stopReason: 'Done', retry: null, ...own };
}

export const session: fc.Arbitrary<AgentSession> = fc.record({
  agentId: name,
  placeId: text,
  loggedInAt: fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
  media: fc.array(fc.record({ name, ready: fc.boolean(), reason: fc.oneof(fc.constant(''), userData) }), {
    maxLength: 3,
  }),
  doNotDisturb: fc.boolean(),
  reason: fc.oneof(fc.constant(''), userData),
  client: fc.nat(),
});
