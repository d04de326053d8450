import { EventInteractionProperties, pack, type Packed, type RequestGetInteractionProperties } from '@ixn/protocol';
import type { CompletedInteraction } from '../state/interaction.ts';
import type { Effects } from './effects.ts';
import { touch } from './handling.ts';
import { packForParty } from './invitations.ts';
import { findStopped } from './needs-facts.ts';
import { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { liveInteraction } from './rights.ts';
import type { State } from './state.ts';

/** All properties of a live interaction; of a stopped one what is kept: id, submitter, StopReason and CompletedAt. */
export function getProperties(
  state: State,
  request: Request<typeof RequestGetInteractionProperties>,
  effects: Effects,
): Refusal | undefined {
  const { session, referenceId, attributes } = request;
  const id = attributes.InteractionId;
  const interaction = liveInteraction(state, id);
  if (!(interaction instanceof Refusal)) {
    touch(state, session, interaction);
    const found = { Interaction: packForParty(state, interaction) };
    effects.answer(session.client.id, referenceId, EventInteractionProperties, found);
    return undefined;
  }
  const completed = findStopped(state, request.facts, id);
  if (completed === null) return interaction;
  if (completed instanceof Refusal) return completed;
  const found = { Interaction: packCompleted(completed, state.configuration.tenantId) };
  effects.answer(session.client.id, referenceId, EventInteractionProperties, found);
  return undefined;
}

function packCompleted(completed: CompletedInteraction, tenantId: string): Packed {
  return pack({
    InteractionId: completed.id,
    TenantId: tenantId,
    SubmittedBy: completed.submittedBy === '' ? undefined : completed.submittedBy,
    CompletedAt: new Date(completed.completedAt),
    StopReason: completed.stopReason === '' ? undefined : completed.stopReason,
  });
}
