import { EventAck, EventError, type RequestDefinition } from '@ixn/protocol';
import type { Inbox } from '../../src/dispatch/inbox.ts';
import type { Outlet } from '../../src/dispatch/outlet.ts';
import type { Client } from '../../src/state/client.ts';

type Attributes = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly client: number;
  readonly reference: number;
  readonly message: RequestDefinition;
  readonly attributes: Attributes;
}

/**
 * Stands for the dispatcher: answers every registration and request with EventAck, and commits at the end of each turn. Tests script
 * `onRegister` and `onRequest`, and stop the commits with `holding`.
 */
export class ScriptedInbox implements Inbox {
  readonly registered: Client[] = [];
  readonly asked: Asked[] = [];
  readonly disconnected: number[] = [];
  outlet!: Outlet;
  answering = true;
  /** While true, nothing that is said leaves. */
  holding = false;
  onRegister: (client: Client, reference: number) => void = (client, reference) =>
    this.outlet.say(client.id, EventAck, reference, {});
  onRequest: (asked: Asked) => void = ({ client, reference }) => this.outlet.say(client, EventAck, reference, {});
  #planned = false;

  register(client: Client, reference: number): void {
    this.registered.push(client);
    this.onRegister(client, reference);
    this.plan();
  }

  request(client: number, reference: number, message: RequestDefinition, attributes: Attributes): void {
    const asked = { client, reference, message, attributes };
    this.asked.push(asked);
    this.onRequest(asked);
    this.plan();
  }

  refuse(client: number, reference: number, attributes: Attributes): void {
    this.outlet.say(client, EventError, reference, attributes);
    this.plan();
  }

  disconnect(client: number): void {
    this.disconnected.push(client);
    this.plan();
  }

  mayAnswer(): boolean {
    return this.answering;
  }

  /** Commits at the end of this turn, unless held. */
  plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      if (!this.holding) this.outlet.cut()?.send();
    });
  }
}
