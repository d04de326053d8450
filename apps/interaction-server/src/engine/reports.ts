import type { EventDefinition } from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { Agent } from '../state/agent.ts';
import type { Interaction } from '../state/interaction.ts';
import type { EffectAttributes, Effects } from './effects.ts';
import type { State } from './state.ts';

export const SERVER: Actor = Object.freeze({ kind: 'server' });
export const NOTHING: EffectAttributes = Object.freeze({});

/** A reporting event about an interaction, with the next EventSequence. */
export function reportInteraction(
  state: State,
  effects: Effects,
  event: EventDefinition,
  interaction: Interaction,
  actor: Actor,
  own: EffectAttributes,
): void {
  const sequence = ++state.counters.eventSequence;
  effects.report({ event, sequence, time: state.now, topic: 'interactions', interaction, actor, own });
}

/** A reporting event about an agent, with the next EventSequence. Says TenantId, AgentId and PlaceId itself. */
export function reportAgent(
  state: State,
  effects: Effects,
  event: EventDefinition,
  agent: Agent,
  actor: Actor,
  own: EffectAttributes,
): void {
  const sequence = ++state.counters.eventSequence;
  const { agentId, placeId } = agent.session;
  const attributes = { TenantId: state.configuration.tenantId, AgentId: agentId, PlaceId: placeId, ...own };
  effects.report({ event, sequence, time: state.now, topic: 'agents', interaction: null, actor, own: attributes });
}
