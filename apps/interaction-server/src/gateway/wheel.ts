import type { Clock, Timer } from '@ixn/protocol';

/** Turns that an item waits between two visits. */
const SLOTS = 16;
/** ms between two visits of one item. */
const PERIOD_MS = 1_000;

/** Sits on a wheel: in which slot, and what is done at each visit. */
export interface WheelItem {
  slot: number;
  /** `now` is ms of the wheel's clock. May take itself or others off the wheel. */
  visit(now: number): void;
}

/**
 * One timer for any number of connections: each is visited about once a second, a sixteenth of them at a time, so that neither
 * 10,000 timers are kept nor 10,000 pings sent in one turn of the event loop. Times that are judged on a visit are up to a second late.
 */
export class Wheel {
  readonly #clock: Clock;
  readonly #slots: Set<WheelItem>[] = Array.from({ length: SLOTS }, () => new Set<WheelItem>());
  #hand = 0;
  #next = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#timer ??= this.#clock.after(PERIOD_MS / SLOTS, () => this.#turn());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  add(item: WheelItem): void {
    item.slot = this.#next;
    this.#next = (this.#next + 1) % SLOTS;
    this.#slots[item.slot]?.add(item);
  }

  remove(item: WheelItem): void {
    this.#slots[item.slot]?.delete(item);
  }

  #turn(): void {
    this.#timer = undefined;
    this.start();
    const slot = this.#slots[this.#hand];
    this.#hand = (this.#hand + 1) % SLOTS;
    if (slot === undefined) return;
    const now = this.#clock.now();
    for (const item of slot) item.visit(now);
  }
}
