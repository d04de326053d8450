import type { HistogramSeries } from '@ixn/metrics';

/** Requests whose time is taken at once. A power of two. */
const SLOTS = 8192;
/** A request that has not been answered for so long gives its slot up. */
const LONGEST_MS = 3_600_000;

/**
 * From the reading of a request to the writing of its answer, for `request_duration_seconds`.
 *
 * A table of fixed size, indexed by a hash of client and ReferenceId: no allocation, a few comparisons a request. A request whose
 * slot is taken is not timed: with a thousand requests under way that is one in eight, and which one is up to chance. The
 * request that came first keeps its slot, so that the slow ones are not pushed out by the many fast ones.
 *
 *   free → open (read) → answered (said, not yet written) → free
 */
export class AnswerTimes {
  readonly #clients = new Float64Array(SLOTS);
  readonly #references = new Uint32Array(SLOTS);
  readonly #since = new Float64Array(SLOTS);
  readonly #series: (HistogramSeries | undefined)[] = Array.from({ length: SLOTS });
  readonly #gone: (client: number) => boolean;

  /** @param gone whether a client has ended, so that slots of requests never answered come free. */
  constructor(gone: (client: number) => boolean) {
    this.#gone = gone;
  }

  /** A request was read. `client` is never 0; `now` is ms. */
  opened(client: number, referenceId: number, series: HistogramSeries, now: number): void {
    const slot = slotOf(client, referenceId);
    const owner = this.#clients[slot] as number;
    if (owner !== 0 && now - (this.#since[slot] as number) < LONGEST_MS && !this.#gone(owner)) return;
    this.#clients[slot] = client;
    this.#references[slot] = referenceId;
    this.#since[slot] = now;
    this.#series[slot] = series;
  }

  /** Its answer was said. Returns what {@link written} wants once it has left; -1: this request is not timed. */
  answered(client: number, referenceId: number): number {
    const slot = slotOf(client, referenceId);
    return this.#clients[slot] === client && this.#references[slot] === referenceId ? slot : -1;
  }

  written(slot: number, now: number): void {
    this.#series[slot]?.observe((now - (this.#since[slot] as number)) / 1000);
    this.#series[slot] = undefined;
    this.#clients[slot] = 0;
  }
}

function slotOf(client: number, referenceId: number): number {
  return ((Math.imul(client, 0x9e3779b1) ^ Math.imul(referenceId, 0x85ebca6b)) >>> 16) & (SLOTS - 1);
}
