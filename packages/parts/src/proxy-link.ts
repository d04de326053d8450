import type { Socket } from 'node:net';

/** A direction reads no further while this many bytes wait in it. */
const waitingLimitBytes = 1 << 20;

/**
 * One connection through the proxy: two sockets, and what waits between them in each direction.
 *
 *   forward ⇄ stalled;   forward, stalled → swallowing;   any → cut
 */
export class Link {
  readonly #client: Socket;
  readonly #target: Socket;
  readonly #onGone: () => void;
  readonly #directions: readonly Direction[];
  #swallowing = false;

  constructor(client: Socket, target: Socket, onGone: () => void) {
    this.#client = client;
    this.#target = target;
    this.#onGone = onGone;
    this.#directions = [new Direction(client, target), new Direction(target, client)];
    for (const [mine, other] of [
      [client, target],
      [target, client],
    ] as const) {
      mine.setNoDelay(true);
      mine.on('error', () => this.#failed(other));
      mine.on('close', () => this.#closed(other));
    }
  }

  /** True while the client's side is open. */
  get open(): boolean {
    return !this.#client.destroyed;
  }

  forward(): void {
    if (this.#swallowing) return;
    for (const direction of this.#directions) direction.forward();
  }

  stall(): void {
    for (const direction of this.#directions) direction.stall();
  }

  swallow(): void {
    this.#swallowing = true;
    for (const direction of this.#directions) direction.swallow();
  }

  delay(ms: number): void {
    for (const direction of this.#directions) direction.delay(ms);
  }

  cut(): void {
    this.swallow();
    this.#client.resetAndDestroy();
    this.#target.resetAndDestroy();
  }

  /** One side was reset or refused: so is the other, unless the link pretends to be dead. */
  #failed(other: Socket): void {
    if (!this.#swallowing && !other.destroyed) other.resetAndDestroy();
  }

  #closed(other: Socket): void {
    if (this.#client.destroyed && this.#target.destroyed) this.#onGone();
    else if (!this.#swallowing && other.writableEnded) other.destroySoon();
  }
}

interface Waiting {
  /** Undefined: the end of the stream. */
  readonly chunk: Buffer | undefined;
  /** On the clock of performance.now(). */
  readonly due: number;
}

/** Bytes from one socket to the other. */
class Direction {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #delayMs = 0;
  #mode: 'forward' | 'stall' | 'swallow' = 'forward';
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.on('end', () => this.#take(undefined));
    from.on('close', () => clearTimeout(this.#timer));
    to.on('drain', () => this.#pass());
  }

  forward(): void {
    if (this.#mode !== 'stall') return;
    this.#mode = 'forward';
    this.#pass();
  }

  stall(): void {
    if (this.#mode !== 'forward') return;
    this.#mode = 'stall';
    this.#from.pause();
  }

  swallow(): void {
    this.#mode = 'swallow';
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#from.resume();
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  #take(chunk: Buffer | undefined): void {
    if (this.#mode === 'swallow') return;
    this.#waiting.push({ chunk, due: performance.now() + this.#delayMs });
    this.#waitingBytes += chunk?.length ?? 0;
    this.#pass();
  }

  /** Writes all that is due. Order is kept: what came later never overtakes, however the delay changed. */
  #pass(): void {
    if (this.#mode !== 'forward') return;
    clearTimeout(this.#timer);
    while (this.#waiting[0] !== undefined && !this.#to.writableNeedDrain) {
      const { chunk, due } = this.#waiting[0];
      const early = due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.#pass(), early);
        break;
      }
      this.#waiting.shift();
      this.#waitingBytes -= chunk?.length ?? 0;
      if (chunk === undefined) this.#to.end();
      else this.#to.write(chunk);
    }
    if (this.#waitingBytes > waitingLimitBytes) this.#from.pause();
    else this.#from.resume();
  }
}
