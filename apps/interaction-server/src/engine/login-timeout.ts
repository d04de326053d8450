import type { ClientSession } from '../state/client-session.ts';
import { createTimer, type LoginTimer } from '../state/timer.ts';
import type { State } from './state.ts';

/** An agent application without an agent that is logged in ends after login-session-timeout; 0: never. */
export function awaitLogin(state: State, session: ClientSession): void {
  const { loginSessionTimeout } = state.configuration.options;
  if (session.client.type !== 'Agent application' || loginSessionTimeout === 0) return;
  session.login ??= createTimer<LoginTimer>('login', session, null);
  state.timers.arm(session.login, state.now + loginSessionTimeout);
}

/** The client has an agent, or has gone. */
export function stopAwaitingLogin(state: State, session: ClientSession): void {
  if (session.login !== null) state.timers.disarm(session.login);
}
