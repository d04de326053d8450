import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import { isParty } from './parties.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { State } from './state.ts';

/** The live interaction that a request names, or why there is none. */
export function liveInteraction(state: State, id: string): Interaction | Refusal {
  const interaction = state.interactions.get(id);
  if (interaction !== undefined) return interaction;
  const hint = state.stopped.get(id) === undefined ? '' : ', it was stopped';
  return refuse('UnknownInteraction', 'InteractionId', `no live interaction is ${id}${hint}`);
}

/**
 * Whether the client may decide over an interaction: an agent that handles it, the router that holds it, the media server that has
 * submitted it. Undefined: it may.
 */
export function refuseStranger(session: ClientSession, interaction: Interaction): Refusal | undefined {
  switch (session.client.type) {
    case 'Agent application':
      if (session.agent === null) return notLoggedIn();
      if (isParty(session, interaction)) return undefined;
      return refuse(
        'NotAParty',
        'InteractionId',
        `agent ${session.agent.session.agentId} does not handle ${interaction.id}`,
      );
    case 'Routing engine':
    case 'Universal router':
      if (isParty(session, interaction)) return undefined;
      return refuse('NotInRouting', 'InteractionId', `${interaction.id} is not with router ${session.client.name}`);
    default:
      if (interaction.submittedBy === session.client.name) return undefined;
      return refuse('NotAParty', 'InteractionId', `${interaction.id} was not submitted by ${session.client.name}`);
  }
}

export function notLoggedIn(): Refusal {
  return refuse('AgentNotLoggedIn', '', 'no agent is logged in through this client');
}

/** Whether a TenantId names the tenant of this server, by id or sid. Undefined: it does, or none was given. */
export function refuseTenant(state: State, tenantId: string | undefined): Refusal | undefined {
  const { configuration } = state;
  if (tenantId === undefined || tenantId === configuration.tenantId || tenantId === configuration.tenantSid) {
    return undefined;
  }
  return refuse('UnknownTenant', 'TenantId', `${tenantId} is not the tenant of this server`);
}

/** Nothing more goes into a queue that is not configured. */
export function refuseQueue(state: State, name: string): Refusal | undefined {
  if (state.queues.get(name)?.removed === false) return undefined;
  return refuse('UnknownQueue', 'Queue', `no queue ${name} is configured`);
}
