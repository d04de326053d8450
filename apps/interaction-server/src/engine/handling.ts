import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import { restartHandling } from './interaction-timers.ts';
import { partyOf } from './parties.ts';
import type { State } from './state.ts';

/** A request about an interaction was done: if an agent made it that handles the interaction, the agent's time starts again. */
export function touch(state: State, session: ClientSession, interaction: Interaction): void {
  if (session.agent === null) return;
  const party = partyOf(interaction, session.agent);
  if (party !== undefined) restartHandling(state, interaction, party);
}
