import type { CompletedInteraction } from '../state/interaction.ts';

/** ms that a stopped interaction is remembered at least. */
const GENERATION_MS = 15_000;

/**
 * Interactions that were stopped a moment ago. A look-up in the database may miss what is not committed yet: this memory covers
 * the time between a look-up and its use. Two generations: a new one begins every 15 s, and the one before the last is forgotten.
 */
export class StoppedMemory {
  #young = new Map<string, CompletedInteraction>();
  #old = new Map<string, CompletedInteraction>();
  #since = 0;

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  add(completed: CompletedInteraction): void {
    this.#young.set(completed.id, completed);
  }

  get(id: string): CompletedInteraction | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }

  /** Whether it will still be remembered when a request that comes now is applied a moment later. */
  isFresh(id: string): boolean {
    return this.#young.has(id);
  }

  /** Lets time pass. */
  age(now: number): void {
    if (now - this.#since < GENERATION_MS) return;
    // After a long silence, too, only the older ones go: what waited through it may still ask for the younger.
    this.#old = this.#young;
    this.#young = new Map();
    this.#since = now;
  }
}
