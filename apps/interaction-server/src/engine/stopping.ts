import type { Effects } from './effects.ts';
import { putBack } from './put-back.ts';
import { REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import type { State } from './state.ts';

const STOPPING = {
  reason: REASONS.serverStopping,
  tellParties: true,
  tellInvited: true,
  outcome: refuse('InvitationRevoked', '', 'the server is stopping'),
};

/** With reset-states-on-shutdown, what is with routers and agents goes back to its queue; what has none stays with its agent. */
export function stopping(state: State, effects: Effects): void {
  if (!state.configuration.options.resetStatesOnShutdown) return;
  for (const interaction of state.interactions.values()) {
    const { place } = interaction;
    if (place.kind === 'router' || (place.kind === 'agents' && place.origin !== null)) {
      putBack(state, interaction, STOPPING, effects);
    }
  }
}
