import { RequestError } from '@ixn/protocol';
import type { Act, Step } from '../history/record.ts';

/** Notes what clients did and what became of it. Lives outside the processes that are killed. */
export class Recorder {
  readonly acts: Act[] = [];
  #open = 0;
  #acked = 0;

  /** Requests without an answer now. */
  get open(): number {
    return this.#open;
  }

  get acked(): number {
    return this.#acked;
  }

  /**
   * Follows one request. `idsOf` tells which interactions the answer speaks of; a request that names its interaction gives it as
   * `known`, so that an unanswered one is noted too. Returns the answer, or undefined when there was none or a refusal.
   */
  async follow<T>(
    step: Step,
    by: string,
    known: string | null,
    request: Promise<T>,
    idsOf: (answer: T) => readonly string[],
  ): Promise<T | undefined> {
    const sentAt = performance.now();
    this.#open++;
    try {
      const answer = await request;
      const endedAt = performance.now();
      for (const interactionId of idsOf(answer)) {
        this.#acked++;
        this.acts.push({ step, interactionId, by, sentAt, outcome: 'acked', endedAt });
      }
      return answer;
    } catch (error) {
      const outcome = error instanceof RequestError ? 'refused' : 'unknown';
      if (known !== null) {
        this.acts.push({ step, interactionId: known, by, sentAt, outcome, endedAt: performance.now() });
      }
      return undefined;
    } finally {
      this.#open--;
    }
  }
}
