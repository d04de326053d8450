const NOTHING = Buffer.alloc(0);
/** A buffer of this size comes from Buffer's pool. */
const FIRST_SIZE = 512;

/** Bytes that gather until they are taken. Empty it holds no memory. */
export class Chunk {
  #buffer: Buffer = NOTHING;
  size = 0;

  /** Copies the first `size` bytes of `source`. */
  append(source: Buffer, size: number): void {
    const end = this.size + size;
    if (end > this.#buffer.length) this.#grow(end);
    source.copy(this.#buffer, this.size, 0, size);
    this.size = end;
  }

  /** Hands the bytes over; the chunk is empty then. */
  take(): Buffer {
    const taken = this.#buffer.subarray(0, this.size);
    this.#buffer = NOTHING;
    this.size = 0;
    return taken;
  }

  #grow(needed: number): void {
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2, FIRST_SIZE));
    this.#buffer.copy(grown, 0, 0, this.size);
    this.#buffer = grown;
  }
}
