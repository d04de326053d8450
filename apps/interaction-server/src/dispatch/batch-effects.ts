import type { EventDefinition } from '@ixn/protocol';
import type { EffectAttributes, Effects, Report } from '../engine/effects.ts';
import type { AgentSession } from '../state/agent-session.ts';
import type { CompletedInteraction, Interaction } from '../state/interaction.ts';
import type { OpenBatch } from './open-batch.ts';
import type { Outlet } from './outlet.ts';

/** Takes each reporting event as it is made: the outbox, and subscribers of the moment. */
export interface ReportSink {
  append(report: Report): void;
}

/** The engine's effects, said into the open batch, the outlet and the reporting sink. */
export class BatchEffects implements Effects {
  readonly #batch: OpenBatch;
  readonly #outlet: Outlet;
  readonly #sink: ReportSink;

  constructor(batch: OpenBatch, outlet: Outlet, sink: ReportSink) {
    this.#batch = batch;
    this.#outlet = outlet;
    this.#sink = sink;
  }

  answer(client: number, referenceId: number, event: EventDefinition, attributes: EffectAttributes): void {
    this.#outlet.say(client, event, referenceId, attributes);
  }

  send(client: number, event: EventDefinition, attributes: EffectAttributes): void {
    this.#outlet.say(client, event, 0, attributes);
  }

  close(client: number): void {
    this.#outlet.end(client);
  }

  report(report: Report): void {
    this.#sink.append(report);
  }

  created(interaction: Interaction): void {
    this.#batch.created(interaction);
  }

  moved(interaction: Interaction): void {
    this.#batch.moved(interaction);
  }

  changed(interaction: Interaction): void {
    this.#batch.changed(interaction);
  }

  completed(interaction: Interaction, completed: CompletedInteraction): void {
    this.#batch.completed(interaction, completed);
  }

  agentSaved(session: AgentSession): void {
    this.#batch.agentSaved(session);
  }

  agentRemoved(session: AgentSession): void {
    this.#batch.agentRemoved(session);
  }
}
