import {
  encodeFrame,
  EventError,
  ProtocolError,
  Writer,
  type EventDefinition,
  type MessageDefinition,
  type Sent,
} from '@ixn/protocol';
import type { Logger } from '../log.ts';
import type { GatewayLimits } from './limits.ts';
import { refusal } from './refusals.ts';

/**
 * Encodes one frame at a time into a buffer that all connections share. What cannot be said as it was meant is logged, and said
 * as an EventError instead when somebody waits for it:
 *
 * - a frame beyond `max-frame-size`: LimitExceeded;
 * - attributes that the message does not have or in another type, which is a fault of the server: InternalError.
 */
export class FrameEncoder {
  readonly #limits: GatewayLimits;
  readonly #log: Logger;
  readonly #writer = new Writer(64 * 1024);

  constructor(limits: GatewayLimits, log: Logger) {
    this.#limits = limits;
    this.#log = log;
  }

  /** The bytes of the frame last encoded, from the start; good until the next one. */
  get bytes(): Buffer {
    return this.#writer.buffer;
  }

  /** Size of the frame, 0 when there is nothing to say. */
  encode(
    event: MessageDefinition,
    referenceId: number,
    proxyClientId: number,
    attributes: Readonly<Record<string, unknown>>,
  ): number {
    const writer = this.#writer;
    writer.reset();
    let size: number;
    try {
      size = encodeFrame(writer, event, referenceId, proxyClientId, attributes as Sent<EventDefinition>);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#log.error(
        { message: event.name, attribute: error.attribute, reason: error.message },
        'event not encodable',
      );
      return this.#instead(event, referenceId, proxyClientId, 'InternalError', 'the answer could not be encoded');
    }
    const longest = this.#limits.maxFrameSize;
    if (size <= longest) return size;
    this.#log.warn({ message: event.name, size, limit: longest }, 'frame beyond max-frame-size not sent');
    writer.reset();
    const detail = `max-frame-size: the answer takes ${size} bytes, ${longest} are allowed`;
    return this.#instead(event, referenceId, proxyClientId, 'LimitExceeded', detail);
  }

  #instead(
    event: MessageDefinition,
    referenceId: number,
    proxyClientId: number,
    error: 'InternalError' | 'LimitExceeded',
    detail: string,
  ): number {
    if (referenceId === 0 || event === EventError) return 0;
    this.#writer.reset();
    return encodeFrame(this.#writer, EventError, referenceId, proxyClientId, refusal(error, detail));
  }
}
