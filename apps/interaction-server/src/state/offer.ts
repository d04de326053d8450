import type { Invitation } from './party.ts';

/** What is known only in memory about an open invitation: which requests wait for its outcome (engine/outcome.ts). */
export interface Offer {
  readonly invitation: Invitation;
  /** The inviter's client that has asked; a client that takes the session over has not. */
  client: number;
  /** ReferenceIds of its requests that are answered with the outcome: more than one after repeats with one RequestKey. */
  waiting: readonly number[];
}
