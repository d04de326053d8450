/** How often memory is looked at. ms. */
const SAMPLE_MS = 1000;

/** Samples the resident memory of a process once a second. */
export class ResidentMemory {
  readonly #read: () => number;
  readonly #timer: NodeJS.Timeout;
  #largest = 0;
  #last = 0;

  constructor(read: () => number) {
    this.#read = read;
    this.#sample();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
  }

  /** Largest sample since the start, or since {@link forget}. Bytes. */
  get largest(): number {
    return this.#largest;
  }

  get last(): number {
    return this.#last;
  }

  forget(): void {
    this.#largest = 0;
    this.#sample();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    this.#last = this.#read();
    this.#largest = Math.max(this.#largest, this.#last);
  }
}
