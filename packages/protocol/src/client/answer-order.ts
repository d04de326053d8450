/**
 * Keeps events behind the answers that came before them.
 *
 * An answer settles a promise; who awaits it runs in a later microtask. An event would call its handlers at once, and so
 * overtake the answer. So after an answer, events (and all that follows them) are held until every microtask has run:
 *
 *   open → settling: an answer was given
 *   settling: answers pass; the first event is held, and everything behind it
 *   settling → open: the microtasks have run; what was held goes on, until the next answer in it
 */
export class AnswerOrder<T> {
  readonly #handle: (message: T) => void;
  readonly #afterMicrotasks = () => process.nextTick(this.#settled);
  readonly #settled = () => this.#release();
  #settling = false;
  #held: T[] = [];

  /** @param handle takes a message; calls {@link answered} when it settled a promise. */
  constructor(handle: (message: T) => void) {
    this.#handle = handle;
  }

  /** Handles a message now, or later in its turn. `overtakes`: it settles no promise. */
  pass(message: T, overtakes: boolean): void {
    if (this.#held.length > 0 || (overtakes && this.#settling)) this.#held.push(message);
    else this.#handle(message);
  }

  /** A promise was settled. */
  answered(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(this.#afterMicrotasks);
  }

  #release(): void {
    this.#settling = false;
    const held = this.#held;
    let next = 0;
    while (next < held.length && !this.#settling) this.#handle(held[next++] as T);
    held.splice(0, next);
  }
}
