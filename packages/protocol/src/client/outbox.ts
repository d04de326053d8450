import { encodeFrame } from '../codec.ts';
import { ProtocolError } from '../errors.ts';
import type { MessageDefinition, Sent } from '../message.ts';
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
  readonly #writer = new Writer(16 * 1024);
  readonly #channel: Channel;
  readonly #maxFrameSize: number;
  readonly #flush = () => this.flush();
  #due: NodeJS.Immediate | undefined;
  #blocked = false;

  /** @param maxFrameSize in bytes, header included */
  constructor(channel: Channel, maxFrameSize: number) {
    this.#channel = channel;
    this.#maxFrameSize = maxFrameSize;
  }

  /** Bytes that have not left the process. */
  get bufferedBytes(): number {
    return this.#writer.pos + this.#channel.bufferedBytes;
  }

  /** Takes a message. Throws ProtocolError, and takes nothing, when an attribute is wrong or the frame is too long. */
  send<M extends MessageDefinition>(message: M, referenceId: number, proxyClientId: number, attributes: Sent<M>): void {
    const writer = this.#writer;
    const size = encodeFrame(writer, message, referenceId, proxyClientId, attributes);
    if (size > this.#maxFrameSize) {
      writer.pos -= size;
      const detail = `${message.name}: ${size} bytes, at most ${this.#maxFrameSize} are allowed`;
      throw new ProtocolError('FrameTooLarge', detail);
    }
    if (this.#blocked) return;
    if (writer.pos >= flushSize) this.flush();
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
    if (this.#blocked || this.#writer.pos === 0) return;
    this.#blocked = !this.#channel.write(this.#writer.copy());
    this.#writer.reset();
  }
}
