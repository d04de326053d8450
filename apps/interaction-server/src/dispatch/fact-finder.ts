import type { Facts, RequestCommand } from '../engine/command.ts';
import type { BatchJournal } from './ports.ts';

/** A request whose answer depends on an interaction that is not live. */
interface Asked {
  readonly id: string;
  readonly command: RequestCommand;
}

/** Most ids in one look-up. */
const LOOKUP_SIZE = 1000;

/**
 * Looks up stopped interactions for the requests that need them, many at a time, one query under way at once:
 *
 *   idle → asking (first request) → asking again (more came meanwhile) | idle
 *
 * Bounded: {@link ask} refuses beyond `capacity`.
 */
export class FactFinder {
  readonly #journal: BatchJournal;
  readonly #capacity: number;
  readonly #found: (command: RequestCommand, facts: Facts) => void;
  readonly #failed: (command: RequestCommand) => void;
  #asked: Asked[] = [];
  #underWay = 0;
  #asking = false;

  constructor(
    journal: BatchJournal,
    capacity: number,
    found: (command: RequestCommand, facts: Facts) => void,
    failed: (command: RequestCommand) => void,
  ) {
    this.#journal = journal;
    this.#capacity = capacity;
    this.#found = found;
    this.#failed = failed;
  }

  get size(): number {
    return this.#asked.length + this.#underWay;
  }

  /** False when too many wait already. */
  ask(id: string, command: RequestCommand): boolean {
    if (this.size >= this.#capacity) return false;
    this.#asked.push({ id, command });
    if (!this.#asking) {
      this.#asking = true;
      // All requests of this turn of the event loop go into one query.
      setImmediate(() => void this.#run());
    }
    return true;
  }

  async #run(): Promise<void> {
    while (this.#asked.length > 0) {
      const asked = this.#asked.splice(0, LOOKUP_SIZE);
      this.#underWay = asked.length;
      try {
        const found = await this.#journal.findCompleted(asked.map((one) => one.id));
        this.#underWay = 0;
        for (const { id, command } of asked) this.#found(command, { completed: found.get(id) ?? null });
      } catch {
        // The journal has logged why; each requester hears it.
        this.#underWay = 0;
        for (const { command } of asked) this.#failed(command);
      }
    }
    this.#asking = false;
  }
}
