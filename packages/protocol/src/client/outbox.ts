import type { Channel } from '../transport/transport.ts';
import { Writer } from '../wire/writer.ts';

/** Gathered bytes from which a write does not wait for the end of the turn. */
const flushSize = 256 * 1024;

/**
 * What goes out on one connection. Frames written in one turn of the event loop leave in one write to the channel. While the
 * channel asks to stop, they gather here.
 *
 *   idle → gathering: a frame was written; a flush is due at the end of the turn
 *   gathering → idle: flushed
 *   gathering → blocked: flushed, and the channel asks to stop
 *   blocked → idle, or gathering: the channel has drained
 */
export class Outbox {
  /** Frames are written here; {@link written} says so afterwards. */
  readonly writer = new Writer(16 * 1024);
  readonly #channel: Channel;
  readonly #flush = () => this.flush();
  #due: NodeJS.Immediate | undefined;
  #blocked = false;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** Bytes that have not left the process. */
  get bufferedBytes(): number {
    return this.writer.pos + this.#channel.bufferedBytes;
  }

  /** A frame was added to the writer. */
  written(): void {
    if (this.#blocked) return;
    if (this.writer.pos >= flushSize) this.flush();
    else this.#due ??= setImmediate(this.#flush);
  }

  /** The channel can be written to again. */
  drained(): void {
    this.#blocked = false;
    this.flush();
  }

  /** Hands over what was gathered, without waiting for the end of the turn. */
  flush(): void {
    if (this.#due !== undefined) {
      clearImmediate(this.#due);
      this.#due = undefined;
    }
    if (this.#blocked || this.writer.pos === 0) return;
    this.#blocked = !this.#channel.write(this.writer.copy());
    this.writer.reset();
  }
}
