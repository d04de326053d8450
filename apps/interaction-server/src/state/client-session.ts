import type { Actor } from './actor.ts';
import type { Agent } from './agent.ts';
import type { Client } from './client.ts';
import type { RouterSession } from './router-session.ts';
import type { LoginTimer } from './timer.ts';

/** A registered client and what it does here. */
export interface ClientSession {
  readonly client: Client;
  /** Itself, as the one that caused something without being a party. */
  readonly actor: Actor;
  /** The agent that is logged in through it. */
  agent: Agent | null;
  /** Its session, if it is a router. */
  router: RouterSession | null;
  /** Armed while an agent application has no agent, if login-session-timeout says so. */
  login: LoginTimer | null;
}
