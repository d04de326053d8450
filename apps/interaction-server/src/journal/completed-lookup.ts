import type { CompletedInteraction } from '../state/interaction.ts';
import { readCompleted } from './completed-interactions.ts';
import type { Database } from './database.ts';
import { RequestTimedOut } from './errors.ts';
import { Link } from './link.ts';
import type { Session } from './session.ts';
import { readStatement } from './sql-text.ts';

/** Longest wait for a look-up, connecting included. ms. */
const LOOKUP_TIMEOUT = 5_000;

const findCompleted = readStatement('find-completed');

/** Looks up stopped interactions, on a connection that commits do not use. */
export class CompletedLookup {
  readonly #database: Database;
  readonly #link: Link;

  constructor(database: Database) {
    this.#database = database;
    this.#link = new Link(database, 'lookup', { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' }).open();
  }

  get backend(): number | undefined {
    return this.#link.session?.pid;
  }

  /** By id; those that are not known are missing. Rejects when the database does not answer within 5 s. */
  async find(ids: readonly string[]): Promise<ReadonlyMap<string, CompletedInteraction>> {
    const found = new Map<string, CompletedInteraction>();
    if (ids.length === 0) return found;
    const session = this.#link.session ?? (await this.#connected());
    for (const row of await session.query(findCompleted, [[...new Set(ids)]], LOOKUP_TIMEOUT)) {
      const completed = readCompleted(row);
      found.set(completed.id, completed);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  #connected(): Promise<Session> {
    return new Promise((resolve, reject) => {
      const timer = this.#database.clock.after(LOOKUP_TIMEOUT, () => {
        reject(new RequestTimedOut(`the database was not reached within ${LOOKUP_TIMEOUT} ms`));
      });
      this.#link.up().then(
        (session) => {
          timer.cancel();
          resolve(session);
        },
        (error: unknown) => {
          timer.cancel();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}
