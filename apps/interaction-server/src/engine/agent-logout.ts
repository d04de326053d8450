import type { RequestAgentLogout } from '@ixn/protocol';
import { endSession } from './agent-session.ts';
import { acknowledge } from './answers.ts';
import type { Effects } from './effects.ts';
import { awaitLogin } from './login-timeout.ts';
import { REASONS } from './reasons.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { notLoggedIn } from './rights.ts';
import type { State } from './state.ts';

/** Logs the agent out: what it was offered or handles goes back to its queue. The client stays registered. */
export function agentLogout(
  state: State,
  request: Request<typeof RequestAgentLogout>,
  effects: Effects,
): Refusal | undefined {
  const { session, attributes } = request;
  const { agent } = session;
  if (agent === null) return notLoggedIn();
  session.agent = null;
  awaitLogin(state, session);
  acknowledge(request, effects);
  endSession(state, agent, agent.actor, attributes.Reason, REASONS.agentLogout, effects);
  return undefined;
}
