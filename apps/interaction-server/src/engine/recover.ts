import type { AgentSession } from '../state/agent-session.ts';
import type { Interaction } from '../state/interaction.ts';
import { addAgent } from './agent-session.ts';
import { customValues } from './configuration/custom-values.ts';
import { bookInvitation } from './invitations.ts';
import { bookAgents, enterRouter, queueOf, waitInQueue } from './placement.ts';
import { recoveredRouter } from './router-session.ts';
import type { State } from './state.ts';

/**
 * Rebuilds what follows from a row of the database: place, counts, indexes, sessions of routers (detached), timers. Agents come before
 * interactions. Nothing fires until the server listens (engine/listening.ts).
 */
export function recover(state: State, interaction: Interaction): void {
  const { place } = interaction;
  completeCustom(state, interaction);
  state.interactions.set(interaction.id, interaction);
  switch (place.kind) {
    case 'queue':
      waitInQueue(state, interaction, queueOf(state, place.queue));
      break;
    case 'router':
      enterRouter(state, interaction, recoveredRouter(state, place.router), place);
      break;
    case 'agents':
      bookAgents(state, interaction, place);
      break;
    case 'workbin':
    case 'snapshot-lock':
    case 'stopped':
      throw new Error(`interaction ${interaction.id} is in a place that this release does not know: ${place.kind}`);
  }
  for (const invitation of interaction.invitations) {
    bookInvitation(state, interaction, { invitation, client: 0, waiting: [] });
  }
}

/** A column that was added while the server was away has no values yet: user data may have them. */
function completeCustom(state: State, interaction: Interaction): void {
  const rules = state.configuration.customProperties;
  const isMissing = rules.some(({ key }, at) => interaction.custom[at] === null && interaction.userData.includes(key));
  if (isMissing) interaction.custom = customValues(rules, interaction.userData);
}

/** Rebuilds the session of an agent that was logged in. It is detached until its client is back. */
export function recoverAgent(state: State, session: AgentSession): void {
  if (state.interactions.size > 0) throw new Error('agents are recovered before interactions');
  session.client = 0;
  addAgent(state, session);
}
