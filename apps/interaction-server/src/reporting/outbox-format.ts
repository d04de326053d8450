import type { EventDefinition, Packed } from '@ixn/protocol';

/**
 * The body of an outbox row, version 1: MessagePack values one after the other. Settled for good; later versions get a new number
 * and readers keep reading this one.
 *
 *   1, firstSequence, baseTime            version, EventSequence of the first event, ms since 1970 that times below count from
 *   then any of, in order:
 *   [0, text]                             a string; the n-th gets index n, from 0
 *   [1, id, submitSeq, mediaType, type, subtype, externalId, parentId, submittedBy, receivedAt, submittedAt, userData]
 *                                         what is constant of an interaction; the n-th gets index n, from 0. userData: bin or nil
 *   [2, code, time, interaction | nil, …state…, actorKind, actorA, actorB, own]
 *                                         an event: the next EventSequence. `own`: map of its own attributes
 *
 * Strings named in lower case above but for id, externalId and parentId are indexes. Times are ms relative to baseTime, nil: has not
 * happened. Each interaction and each string stands once in a body, however many events tell of it.
 */
export const OUTBOX_VERSION = 1;

export const RECORD_STRING = 0;
export const RECORD_INTERACTION = 1;
export const RECORD_EVENT = 2;

/** Bits of the state's first number, beside the InteractionState in the lowest two. */
export const FLAG_ONLINE = 4;
export const FLAG_HELD = 8;
export const FLAG_LOCKED = 16;

export const ACTOR_KINDS = ['server', 'agent', 'router', 'client'] as const;

/** An event as a reader of the outbox gets it. Times in ms, 0: has not happened. */
export interface OutboxEvent {
  readonly event: EventDefinition;
  readonly sequence: number;
  readonly time: number;
  readonly interaction: OutboxInteraction | null;
  readonly actor: OutboxActor;
  /** The event's own attributes as the protocol's plain form has them. */
  readonly own: Readonly<Record<string, unknown>>;
}

export interface OutboxActor {
  readonly AgentId?: string;
  readonly PlaceId?: string;
  readonly RouterId?: string;
  readonly StrategyId?: string;
  readonly ClientName?: string;
}

export interface OutboxInteraction {
  readonly id: string;
  readonly submitSeq: number;
  readonly mediaType: string;
  readonly type: string;
  readonly subtype: string;
  readonly externalId: string;
  readonly parentId: string;
  readonly submittedBy: string;
  readonly receivedAt: number;
  readonly submittedAt: number;
  readonly userData: Packed | null;
  readonly state: number;
  readonly isOnline: boolean;
  readonly isHeld: boolean;
  readonly isLocked: boolean;
  readonly queue: string;
  readonly movedToQueueAt: number;
  readonly placedInQueueAt: number;
  readonly deliveredAt: number;
  readonly assignedAt: number;
  readonly assignedTo: string;
  readonly abandonedAt: number;
  readonly priority: number;
  /** The first agent that handles it. */
  readonly agentId: string;
  readonly placeId: string;
  readonly workbinTypeId: string;
  readonly workflowState: string;
}
