import type { Command } from '../../src/engine/command.ts';
import type { Effects } from '../../src/engine/effects.ts';
import type { Outlet, Release } from '../../src/dispatch/outlet.ts';
import type { BatchJournal, EnginePort } from '../../src/dispatch/ports.ts';
import type { Batch } from '../../src/state/batch.ts';
import type { CompletedInteraction, Interaction } from '../../src/state/interaction.ts';

/** An outlet that notes what was said, and what has left. */
export class NotedOutlet implements Outlet {
  readonly sent: string[] = [];
  #held: string[] = [];

  say(client: number, event: { readonly name: string }, referenceId: number): void {
    this.#held.push(`${client}:${event.name}:${referenceId}`);
  }

  end(client: number): void {
    this.#held.push(`${client}:end`);
  }

  cut(): Release | undefined {
    if (this.#held.length === 0) return undefined;
    const held = this.#held;
    this.#held = [];
    return { send: () => void this.sent.push(...held) };
  }

  sayNow(client: number, event: { readonly name: string }, referenceId: number): void {
    this.sent.push(`now ${client}:${event.name}:${referenceId}`);
  }
}

/** A journal whose commits end when the test says so. */
export class HeldJournal implements BatchJournal {
  readonly batches: Batch[] = [];
  completed = new Map<string, CompletedInteraction>();
  lookups: (readonly string[])[] = [];
  lookupFails = false;
  #doubt = false;
  #listener: (inDoubt: boolean) => void = () => {};
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  commit(batch: Batch): Promise<void> {
    if (this.#settle !== undefined) throw new Error('two batches under way');
    this.batches.push(batch);
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  /** The batch under way is durable. */
  durable(): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.resolve();
  }

  refuse(error: Error): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.reject(error);
  }

  inDoubt(): boolean {
    return this.#doubt;
  }

  onDoubt(listener: (inDoubt: boolean) => void): void {
    this.#listener = listener;
  }

  doubt(inDoubt: boolean): void {
    this.#doubt = inDoubt;
    this.#listener(inDoubt);
  }

  async findCompleted(ids: readonly string[]): Promise<ReadonlyMap<string, CompletedInteraction>> {
    this.lookups.push(ids);
    if (this.lookupFails) throw new Error('no answer');
    return this.completed;
  }
}

/** An engine that answers each request; those with ReferenceId ≥ 100 only read. */
export class EchoEngine implements EnginePort {
  readonly applied: Command[] = [];
  readonly ack: { readonly name: string };
  due = Infinity;
  asks: string | null = null;
  #sequence = 0;

  constructor(ack: { readonly name: string }) {
    this.ack = ack;
  }

  apply(command: Command, now: number, effects: Effects): void {
    this.applied.push(command);
    if (command.kind === 'due') this.due = Infinity;
    if (command.kind !== 'request') return;
    if (command.referenceId === 666) throw new Error('a bug');
    effects.answer(command.client, command.referenceId, this.ack as never, { now });
    if (command.referenceId < 100) {
      this.#sequence++;
      effects.created({ id: String(command.referenceId) } as Interaction);
    }
  }

  nextDue(): number {
    return this.due;
  }

  needsFacts(): string | null {
    return this.asks;
  }

  counters(): { eventSequence: number; submitSeq: number; ticket: number } {
    return { eventSequence: this.#sequence, submitSeq: 0, ticket: 0 };
  }
}
