import type { ErrorName } from '../errors.ts';

/** Offsets and sizes of the header (all numbers big endian); see docs/protocol.md, "Frames". */
export const HEADER_SIZE = 16;
export const LENGTH_SIZE = 4;
/** The length field counts what follows it: at least the rest of the header. */
export const MIN_LENGTH = HEADER_SIZE - LENGTH_SIZE;
export const CODE_OFFSET = 4;
export const VERSION_OFFSET = 6;
export const FLAGS_OFFSET = 7;
export const REFERENCE_OFFSET = 8;
export const PROXY_OFFSET = 12;

export const PROTOCOL_VERSION = 1;
export const DEFAULT_MAX_FRAME_SIZE = 1 << 20;

/** Where whole frames go. The bytes are only good during the call: the buffer may be used again for the next chunk. */
export interface FrameSink {
  frame(
    code: number,
    flags: number,
    version: number,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    bodyStart: number,
    bodyEnd: number,
  ): void;
  /** The stream cannot be split further: MalformedFrame or FrameTooLarge. Nothing comes after it. */
  fault(error: ErrorName, detail: string, referenceId: number, proxyClientId: number): void;
}

/** What a receiver says to a header that it does not know, undefined when it is good. */
export function headerFault(version: number, flags: number): ErrorName | undefined {
  if (version !== PROTOCOL_VERSION) return 'UnsupportedVersion';
  return flags === 0 ? undefined : 'UnknownFlags';
}

const NOTHING = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into frames.
 *
 *   between frames → within a frame (part of it has come) → between frames
 *   any → ended (fault, or stop())
 *
 * Frames that lie whole in a chunk are not copied. What has come of a frame is gathered in a buffer that grows with it, at most
 * to twice what came: a length field alone makes nobody allocate.
 */
export class FrameSplitter {
  readonly #maxFrameSize: number;
  readonly #sink: FrameSink;
  #part: Buffer = NOTHING;
  #partSize = 0;
  #ended = false;

  /** `maxFrameSize` in bytes, header included. */
  constructor(maxFrameSize: number, sink: FrameSink) {
    this.#maxFrameSize = maxFrameSize;
    this.#sink = sink;
  }

  /** Bytes of an unfinished frame that are held. */
  get pending(): number {
    return this.#partSize;
  }

  /** Bytes of memory that they take. */
  get held(): number {
    return this.#part.length;
  }

  /** Delivers nothing more, not even what is left of the chunk at hand. */
  stop(): void {
    this.#ended = true;
    this.#drop();
  }

  push(chunk: Buffer): void {
    let pos = 0;
    if (this.#partSize > 0) pos = this.#finish(chunk);
    while (!this.#ended && chunk.length - pos >= LENGTH_SIZE) {
      const size = this.#frameSize(chunk, pos, chunk.length - pos);
      if (size === 0 || chunk.length - pos < size) break;
      this.#deliver(chunk, pos, size);
      pos += size;
    }
    if (!this.#ended && pos < chunk.length) this.#keep(chunk, pos, chunk.length);
  }

  /** Completes the frame that is held. Returns how much of the chunk that took. */
  #finish(chunk: Buffer): number {
    let pos = 0;
    while (!this.#ended) {
      const size = this.#partSize < LENGTH_SIZE ? 0 : this.#frameSize(this.#part, 0, this.#partSize);
      if (this.#ended) return chunk.length;
      const wanted = size === 0 ? (this.#partSize < LENGTH_SIZE ? LENGTH_SIZE : HEADER_SIZE) : size;
      const taken = Math.min(wanted - this.#partSize, chunk.length - pos);
      this.#keep(chunk, pos, pos + taken);
      pos += taken;
      if (this.#partSize < wanted) return pos;
      if (size !== 0) {
        const frame = this.#part;
        this.#drop();
        this.#deliver(frame, 0, size);
        return pos;
      }
    }
    return pos;
  }

  /** Size of the frame at `pos`. 0 when that cannot be said yet, or never: too long a frame is refused once its header is there. */
  #frameSize(buffer: Buffer, pos: number, available: number): number {
    const length = buffer.readUInt32BE(pos);
    if (length < MIN_LENGTH) {
      this.#fault('MalformedFrame', `length ${length} is below ${MIN_LENGTH}`, 0, 0);
      return 0;
    }
    const size = LENGTH_SIZE + length;
    if (size <= this.#maxFrameSize) return size;
    if (available >= HEADER_SIZE) {
      this.#fault(
        'FrameTooLarge',
        `${size} bytes, at most ${this.#maxFrameSize} are allowed`,
        buffer.readUInt32BE(pos + REFERENCE_OFFSET),
        buffer.readUInt32BE(pos + PROXY_OFFSET),
      );
    }
    return 0;
  }

  #deliver(buffer: Buffer, pos: number, size: number): void {
    this.#sink.frame(
      buffer.readUInt16BE(pos + CODE_OFFSET),
      buffer[pos + FLAGS_OFFSET] as number,
      buffer[pos + VERSION_OFFSET] as number,
      buffer.readUInt32BE(pos + REFERENCE_OFFSET),
      buffer.readUInt32BE(pos + PROXY_OFFSET),
      buffer,
      pos + HEADER_SIZE,
      pos + size,
    );
  }

  #fault(error: ErrorName, detail: string, referenceId: number, proxyClientId: number): void {
    this.stop();
    this.#sink.fault(error, detail, referenceId, proxyClientId);
  }

  #keep(chunk: Buffer, start: number, end: number): void {
    const size = this.#partSize + end - start;
    if (size > this.#part.length) {
      const grown = Buffer.allocUnsafe(Math.max(size, Math.min(size * 2, this.#maxFrameSize), HEADER_SIZE));
      this.#part.copy(grown, 0, 0, this.#partSize);
      this.#part = grown;
    }
    chunk.copy(this.#part, this.#partSize, start, end);
    this.#partSize = size;
  }

  #drop(): void {
    this.#part = NOTHING;
    this.#partSize = 0;
  }
}
