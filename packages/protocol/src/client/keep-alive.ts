import type { Clock, Timer } from '../transport/clock.ts';

/** */
export interface KeepAliveTimes {
  /** Silence after which a RequestPing is sent. Default 10,000. */
  readonly pingAfterMs: number;
  /** Silence after which the other side counts as dead. Default 20,000. */
  readonly deadAfterMs: number;
}

export const defaultKeepAlive: KeepAliveTimes = { pingAfterMs: 10_000, deadAfterMs: 20_000 };

/**
 * Watches one connection for silence; any byte received ends it.
 *
 *   hearing → asked:   nothing heard for `pingAfterMs`; a ping is sent
 *   asked → judging:   nothing heard for `deadAfterMs` in all
 *   judging → dead:    nothing heard either until the next turn of the event loop
 *   asked, judging → hearing: something was heard
 *
 * Judging is a state of its own because timers run before sockets are read: a process that stood still for longer than
 * `deadAfterMs` must first read what has been waiting for it.
 */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #times: KeepAliveTimes;
  readonly #ping: () => void;
  readonly #dead: (silence: number) => void;
  #lastHeard: number;
  #askedAt: number | undefined;
  #judging = false;
  #timer: Timer | undefined;

  /**
   * @param ping sends a RequestPing
   * @param dead told once, with the length of the silence in milliseconds
   */
  constructor(clock: Clock, times: KeepAliveTimes, ping: () => void, dead: (silence: number) => void) {
    this.#clock = clock;
    this.#times = times;
    this.#ping = ping;
    this.#dead = dead;
    this.#lastHeard = clock.now();
    this.#wait(times.pingAfterMs);
  }

  /** Something was received. Cheap: the timer is not touched. */
  heard(): void {
    this.#lastHeard = this.#clock.now();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #wait(delay: number): void {
    this.#timer = this.#clock.after(delay, () => this.#look());
  }

  #look(): void {
    const { pingAfterMs, deadAfterMs } = this.#times;
    const now = this.#clock.now();
    if (this.#askedAt !== undefined && this.#lastHeard >= this.#askedAt) {
      this.#askedAt = undefined;
      this.#judging = false;
    }
    if (this.#askedAt === undefined) {
      const idle = now - this.#lastHeard;
      if (idle < pingAfterMs) return this.#wait(pingAfterMs - idle);
      this.#askedAt = now;
      this.#ping();
      return this.#wait(Math.min(pingAfterMs, deadAfterMs - pingAfterMs));
    }
    const patience = this.#askedAt + deadAfterMs - pingAfterMs - now;
    if (patience > 0) return this.#wait(patience);
    if (!this.#judging) {
      this.#judging = true;
      return this.#wait(0);
    }
    this.stop();
    this.#dead(now - this.#lastHeard);
  }
}
