import type { RequestStopProcessing } from '@ixn/protocol';
import { actorAbout } from './actors.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { end, takeAway, tellEnd } from './ending.ts';
import { reasonName } from './reasons.ts';
import { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { keepOutcome } from './retry.ts';
import { liveInteraction, refuseStranger } from './rights.ts';
import type { State } from './state.ts';

/** Ends an interaction for good. */
export function stopProcessing(
  state: State,
  request: Request<typeof RequestStopProcessing>,
  effects: Effects,
): Refusal | undefined {
  const { session, attributes } = request;
  const interaction = liveInteraction(state, attributes.InteractionId);
  if (interaction instanceof Refusal) return interaction;
  const stranger = refuseStranger(session, interaction);
  if (stranger !== undefined) return stranger;

  const actor = actorAbout(session, interaction);
  const holders = takeAway(state, interaction);
  keepOutcome(state, request, interaction);
  end(state, interaction, reasonName(attributes.Reason), effects);
  acknowledge(request, effects);
  tellEnd(state, interaction, holders, actor, attributes.Reason, session, effects);
  return undefined;
}
