import type { EventDefinition, Packed } from '@ixn/protocol';
import type { Actor } from '../state/actor.ts';
import type { AgentSession } from '../state/agent-session.ts';
import type { CompletedInteraction, Interaction } from '../state/interaction.ts';
import type { Topic } from './subscriptions.ts';

/** What an attribute value of an outgoing message may be. Interactions are packed when the engine says them. */
export type EffectAttributes = Readonly<Record<string, unknown>>;

/** A reporting event. `interaction` is read at once: later commands change it. */
export interface Report {
  readonly event: EventDefinition;
  readonly sequence: number;
  /** ms */
  readonly time: number;
  /** Who hears of it: {@link Subscriptions.audience}. */
  readonly topic: Topic;
  readonly interaction: Interaction | null;
  readonly actor: Actor;
  /** What is the event's own: Queue, Party, Reason, changed properties … */
  readonly own: EffectAttributes;
}

/**
 * Where the engine says what follows from a command. Everything said between two commits leaves together, after the commit.
 * Calls are made in the order in which a client must see their results.
 */
export interface Effects {
  /** Answers a request of a client. */
  answer(client: number, referenceId: number, event: EventDefinition, attributes: EffectAttributes): void;
  /** An event that nobody asked for. */
  send(client: number, event: EventDefinition, attributes: EffectAttributes): void;
  /** Ends a logical client after what was said to it has left (its connection too, unless it lives behind a proxy). */
  close(client: number): void;
  /** Numbered by the engine without gaps. Goes to the outbox and to subscribers. */
  report(report: Report): void;
  /** A new interaction: its row is written with the batch. */
  created(interaction: Interaction): void;
  /** Place, parties, times, retry record changed, nothing else. */
  moved(interaction: Interaction): void;
  /** User data or properties changed too. */
  changed(interaction: Interaction): void;
  /** It is stopped: the live row goes, the completed row comes. */
  completed(interaction: Interaction, completed: CompletedInteraction): void;
  agentSaved(session: AgentSession): void;
  agentRemoved(session: AgentSession): void;
}

export type { Actor, Packed };
