import type { Socket } from 'node:net';
import { Chunk } from './chunk.ts';

/**
 * What leaves on one connection. Two lanes, each in the order in which it was said:
 *
 *   held:   said → cut (belongs to a batch) → written, once the batch is durable
 *   prompt: said → written at the end of this turn of the event loop (pongs, refusals that read no state)
 *
 * A reader is slow when a byte that was handed to the socket waits for longer than the time-out, or too many bytes wait.
 */
export class Output {
  readonly #socket: Socket;
  readonly #held = new Chunk();
  readonly #prompt = new Chunk();
  /** Bytes said in the held lane and not yet written, those cut included. */
  #heldBytes = 0;
  /** Bytes ever handed to the socket. */
  #handed = 0;
  /** What `#handed` was at the mark, and when that was; 0: nothing waits. */
  #markHanded = 0;
  #markAt = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Bytes that wait for their commit or for the reader. */
  get waiting(): number {
    return this.#heldBytes + this.#socket.writableLength;
  }

  /** Bytes that wait for their commit. */
  get held(): number {
    return this.#heldBytes;
  }

  /** Bytes that wait for the reader. */
  get unsent(): number {
    return this.#socket.writableLength;
  }

  /** Adds a frame to the held lane. True when it is the first since the last cut. */
  hold(source: Buffer, size: number): boolean {
    const first = this.#held.size === 0;
    this.#held.append(source, size);
    this.#heldBytes += size;
    return first;
  }

  /** Takes what was held since the last cut; to be given to {@link release}. */
  cut(): Buffer {
    return this.#held.take();
  }

  /** Writes what was cut. */
  release(bytes: Buffer): void {
    this.#heldBytes -= bytes.length;
    this.#write(bytes);
  }

  /** Adds a frame to the prompt lane. True when it is the first since the last {@link flush}. */
  say(source: Buffer, size: number): boolean {
    const first = this.#prompt.size === 0;
    this.#prompt.append(source, size);
    return first;
  }

  flush(): void {
    if (this.#prompt.size > 0) this.#write(this.#prompt.take());
  }

  /**
   * Whether the oldest byte that waits for the reader has waited for longer than `timeout` ms. To be asked about once a second: the
   * answer is as exact as that.
   */
  isStuck(now: number, timeout: number): boolean {
    const unsent = this.#socket.writableLength;
    if (unsent === 0) {
      this.#markAt = 0;
      return false;
    }
    if (this.#markAt === 0 || this.#handed - unsent >= this.#markHanded) {
      this.#markAt = now;
      this.#markHanded = this.#handed;
      return false;
    }
    return now - this.#markAt > timeout;
  }

  #write(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    this.#handed += bytes.length;
    this.#socket.write(bytes);
  }
}
