import type { AgentSession } from '../state/agent-session.ts';
import type { Interaction } from '../state/interaction.ts';
import { addAgent } from './agent-session.ts';
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

/** Rebuilds the session of an agent that was logged in. It is detached until its client is back. */
export function recoverAgent(state: State, session: AgentSession): void {
  if (state.interactions.size > 0) throw new Error('agents are recovered before interactions');
  session.client = 0;
  addAgent(state, session);
}
