import type { HandlingTimer, Timer } from '../state/timer.ts';
import { detachAgent } from './agent-session.ts';
import { handlingTimeout } from './durations.ts';
import type { Effects } from './effects.ts';
import { putBack } from './put-back.ts';
import { REASONS } from './reasons.ts';
import { refuse } from './refusal.ts';
import { detachRouter } from './router-session.ts';
import type { State } from './state.ts';

const POSTPONED: ReadonlySet<Timer['kind']> = new Set(['delivering', 'routing'] as const);

const LOST = {
  reason: REASONS.agentLost,
  tellParties: false,
  tellInvited: false,
  outcome: refuse('InvitationRevoked', '', 'the agent has gone'),
};

/**
 * The server listens (interactions.md, "Timers and their precedence"): from now on agents and routers may come back for their restore
 * time, at least restart-restore-timeout; handling timers restart in full; what fell due meanwhile fires when the restore time is over.
 */
export function listening(state: State, effects: Effects): void {
  if (state.listening) return;
  state.listening = true;
  const { options } = state.configuration;
  const least = options.restartRestoreTimeout;
  for (const sessions of state.agents.values()) {
    for (const agent of sessions) detachAgent(state, agent, Math.max(least, options.agentSessionRestoreTimeout));
  }
  for (const router of state.routers.values()) {
    detachRouter(state, router, Math.max(least, options.routerSessionRestoreTimeout));
  }
  restartHandling(state);
  state.timers.postpone(state.now + least, POSTPONED);
  // Handled by an agent whose session is not there: only a damaged database has this.
  for (const left of state.leftBehind.values()) {
    for (const interaction of left) {
      if (interaction.place.kind === 'agents' && interaction.place.origin !== null) {
        putBack(state, interaction, LOST, effects);
      }
    }
  }
}

function restartHandling(state: State): void {
  const timers = state.timers.armed().filter((timer): timer is HandlingTimer => timer.kind === 'handling');
  for (const timer of timers) state.timers.arm(timer, state.now + handlingTimeout(state, timer.subject));
}
