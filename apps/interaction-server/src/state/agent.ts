import type { AgentRule } from '../engine/configuration/tenant-configuration.ts';
import type { Actor } from './actor.ts';
import type { AgentSession } from './agent-session.ts';
import type { Interaction } from './interaction.ts';
import type { AgentRestoreTimer } from './timer.ts';

/** What an agent has of one medium. */
export interface MediaLoad {
  invited: number;
  handling: number;
  /** What the agent was told last: both together. */
  told: number;
}

/** A logged-in agent: the session that is kept, and what follows from the interactions that are kept. */
export interface Agent {
  readonly session: AgentSession;
  rule: AgentRule;
  readonly actor: Actor;
  /** What it is offered or handles. */
  readonly engaged: Set<Interaction>;
  readonly load: Map<string, MediaLoad>;
  /** What this command has changed of what EventCurrentAgentStatus says: nothing, perhaps the capacity left, or more. */
  status: 'told' | 'load' | 'changed';
  /** Armed while detached. */
  restore: AgentRestoreTimer | null;
}
