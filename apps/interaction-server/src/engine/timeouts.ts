import { EventForcedAgentStateChange, EventNotReadyForMedia } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import type { Offer } from '../state/offer.ts';
import type { Timer } from '../state/timer.ts';
import { markStatus } from './agent-load.ts';
import { loseAgent } from './agent-session.ts';
import { findAgent } from './agents.ts';
import { endWithoutLogin } from './client-session.ts';
import type { Effects } from './effects.ts';
import { endPull } from './giving.ts';
import { setReady } from './media.ts';
import { putBack } from './put-back.ts';
import { packReason, REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import { reportAgent, SERVER } from './reports.ts';
import { loseRouter } from './router-session.ts';
import type { State } from './state.ts';
import { advanceView } from './view-pulls.ts';

/** Does what a timer was armed for. It is not armed any more. */
export function fire(state: State, timer: Timer, effects: Effects): void {
  switch (timer.kind) {
    case 'delivering':
      expireInvitation(state, timer.subject, timer.detail, effects);
      break;
    case 'handling':
      putBack(state, timer.subject, HANDLING, effects);
      break;
    case 'routing':
      putBack(state, timer.subject, ROUTING, effects);
      break;
    case 'pull-hold':
      endPull(state, timer.subject, effects);
      break;
    case 'agent-restore':
      loseAgent(state, timer.subject, effects);
      break;
    case 'router-restore':
      loseRouter(state, timer.subject, effects);
      break;
    case 'login':
      endWithoutLogin(state, timer.subject, effects);
      break;
    case 'view-advance':
      advanceView(state, timer.subject);
      break;
  }
}

const DELIVERING = {
  reason: REASONS.deliveringTimeout,
  tellParties: false,
  tellInvited: true,
  outcome: refuse('InvitationExpired', '', 'delivering-timeout has passed'),
};

const HANDLING = {
  reason: REASONS.handlingTimeout,
  tellParties: true,
  tellInvited: true,
  outcome: refuse('InvitationRevoked', '', 'handling-timeout has passed'),
};

const ROUTING = {
  reason: REASONS.routingTimeout,
  tellParties: true,
  tellInvited: true,
  outcome: refuse('InvitationRevoked', '', 'routing-timeout has passed'),
};

/** Nobody answered in time: the interaction goes back, and the agent may be set not ready for the media. */
function expireInvitation(state: State, interaction: Interaction, { invitation }: Offer, effects: Effects): void {
  putBack(state, interaction, DELIVERING, effects);
  if (!state.configuration.options.notReadyOnInvitationTimeout) return;
  const agent = findAgent(state, invitation.agentId, invitation.placeId);
  const media = agent?.session.media.find(({ name }) => name === interaction.mediaType);
  if (agent === undefined || media === undefined || !media.ready) return;
  setReady(state, agent, media, false, packReason(REASONS.deliveringTimeout));
  effects.agentSaved(agent.session);
  const own = { MediaTypeName: media.name, Reason: REASONS.deliveringTimeout };
  if (agent.session.client !== 0) {
    const change = { ...own, AgentStateChangeOperation: 'NotReadyForMedia' };
    effects.send(agent.session.client, EventForcedAgentStateChange, change);
  }
  reportAgent(state, effects, EventNotReadyForMedia, agent, SERVER, own);
  markStatus(state, agent);
}
