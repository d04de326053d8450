import type { Packed } from '@ixn/protocol';
import type { Invitation, Party } from './party.ts';
import type { Place } from './place.ts';
import type { InteractionTimer } from './timer.ts';

/** Value of a custom property: null where user data has none, or one that does not fit the declared type. */
export type CustomValue = string | number | null;

/** The last retry key of a routing request and the answer it got (protocol.md, "Retry without doubling"). */
export interface RetryRecord {
  readonly key: string;
  /** Session key of the router that asked. */
  readonly router: string;
  /** Name of the request: a key used for another kind of request is refused. */
  readonly request: string;
  /** 0: EventAck; else the number of the EventError. */
  readonly error: number;
  readonly attribute: string;
  readonly text: string;
  /** ms: when the outcome was known, or routing ended if that was later. Kept for 10 minutes after that. */
  readonly at: number;
}

/**
 * What is kept of one live interaction. Times are ms since 1970; 0 means "has not happened". Strings that are not known are ''.
 */
export interface InteractionRecord {
  readonly id: string;
  readonly submitSeq: number;
  externalId: string;
  parentId: string;
  readonly mediaType: string;
  readonly type: string;
  readonly subtype: string;
  readonly submittedBy: string;
  readonly receivedAt: number;
  readonly submittedAt: number;
  isOnline: boolean;
  isHeld: boolean;
  /** The queue it is in, or was in last. */
  queue: string;
  /** When it first came into `queue`. A return to the same queue keeps it. */
  movedToQueueAt: number;
  /** When it last came into `queue`. */
  placedInQueueAt: number;
  deliveredAt: number;
  assignedAt: number;
  assignedTo: string;
  abandonedAt: number;
  workflowState: string;
  /** Packed lists of destinations as submitted, or null. */
  readonly inQueues: Packed | null;
  readonly outQueues: Packed | null;
  /** From user data `Priority`. */
  priority: number;
  userData: Packed;
  /** In the order of the configuration's custom properties. */
  custom: readonly CustomValue[];
  place: Place;
  parties: readonly Party[];
  invitations: readonly Invitation[];
  retry: RetryRecord | null;
}

/**
 * One live interaction. Made by {@link createInteraction} only: all fields are always present and in one order, so that every object
 * has one shape.
 */
export interface Interaction extends InteractionRecord {
  /** Timers about it, linked; in memory only: their due times follow from the record. */
  timers: InteractionTimer | null;
}

export function createInteraction(record: InteractionRecord): Interaction {
  return {
    id: record.id,
    submitSeq: record.submitSeq,
    externalId: record.externalId,
    parentId: record.parentId,
    mediaType: record.mediaType,
    type: record.type,
    subtype: record.subtype,
    submittedBy: record.submittedBy,
    receivedAt: record.receivedAt,
    submittedAt: record.submittedAt,
    isOnline: record.isOnline,
    isHeld: record.isHeld,
    queue: record.queue,
    movedToQueueAt: record.movedToQueueAt,
    placedInQueueAt: record.placedInQueueAt,
    deliveredAt: record.deliveredAt,
    assignedAt: record.assignedAt,
    assignedTo: record.assignedTo,
    abandonedAt: record.abandonedAt,
    workflowState: record.workflowState,
    inQueues: record.inQueues,
    outQueues: record.outQueues,
    priority: record.priority,
    userData: record.userData,
    custom: record.custom,
    place: record.place,
    parties: record.parties,
    invitations: record.invitations,
    retry: record.retry,
    timers: null,
  };
}

/** What is left of a stopped interaction for `completed-retention`. */
export interface CompletedInteraction {
  readonly id: string;
  readonly submittedBy: string;
  readonly completedAt: number;
  readonly stopReason: string;
  readonly retry: RetryRecord | null;
}

/** InteractionState on the wire: 0 queued (workbins too), 2 routing, 3 handling. */
export function interactionState(interaction: Interaction): 0 | 2 | 3 {
  switch (interaction.place.kind) {
    case 'router':
      return 2;
    case 'agents':
      return 3;
    default:
      return 0;
  }
}
