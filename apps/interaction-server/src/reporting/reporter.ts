import type { Outlet } from '../dispatch/outlet.ts';
import type { Actor, Report } from '../engine/effects.ts';
import { packInteraction } from '../engine/interaction-properties.ts';
import type { Subscriptions } from '../engine/subscriptions.ts';
import { OutboxWriter } from './outbox-writer.ts';

export interface ReporterParts {
  readonly outlet: Outlet;
  readonly subscriptions: Subscriptions;
  readonly tenantId: string;
}

/** Takes each reporting event as it is made: into the outbox body of the open batch, and to the clients that subscribed. */
export class Reporter {
  readonly #parts: ReporterParts;
  readonly #outbox = new OutboxWriter();
  #taken = 0;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  /** Events gathered since the last {@link take}. */
  get count(): number {
    return this.#outbox.count;
  }

  /** Events since the start. */
  get total(): number {
    return this.#taken + this.#outbox.count;
  }

  append(report: Report): void {
    this.#outbox.append(report);
    const { outlet, subscriptions, tenantId } = this.#parts;
    const audience = subscriptions.audience(report.topic);
    if (audience.length === 0) return;
    const { interaction } = report;
    const attributes = {
      ...report.own,
      EventTime: report.time,
      EventSequence: report.sequence,
      Actor: actorAttribute(report.actor),
      Interaction: interaction === null ? undefined : packInteraction(interaction, { tenantId, userData: false }),
    };
    for (const client of audience) outlet.say(client, report.event, 0, attributes);
  }

  take(): Uint8Array {
    this.#taken += this.#outbox.count;
    return this.#outbox.take();
  }
}

function actorAttribute(actor: Actor): Readonly<Record<string, string>> | undefined {
  switch (actor.kind) {
    case 'agent':
      return { AgentId: actor.agentId, PlaceId: actor.placeId };
    case 'router':
      return { RouterId: actor.routerId, StrategyId: actor.strategyId };
    case 'client':
      return { ClientName: actor.clientName };
    case 'server':
      return undefined;
  }
}
