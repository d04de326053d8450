import { Chunk, CHUNK_CAPACITY } from './chunk.ts';

/** A chunk with fewer entries than this looks whether a neighbour has room for it. */
const SPARSE_SIZE = CHUNK_CAPACITY / 2;
/** Neighbours that together hold no more than this become one chunk: full enough, yet not split again by the next insert. */
const MERGED_SIZE = (CHUNK_CAPACITY * 3) / 4;

/**
 * A list sorted by a number and, at equal numbers, by a comparison of the items (below 0: the first comes first; it must tell
 * any two apart). Takes 16 bytes an item where it is filled at its end, 16 to 43 where items come and go anywhere. Keys are never NaN.
 */
export class SortedList<T extends object> {
  readonly #compareEqual: (a: T, b: T) => number;
  #chunks: Chunk<T>[] = [];
  #size = 0;

  constructor(compareEqual: (a: T, b: T) => number) {
    this.#compareEqual = compareEqual;
  }

  get size(): number {
    return this.#size;
  }

  /** The smallest key, Infinity when the list is empty. */
  get firstKey(): number {
    const chunk = this.#chunks[0];
    return chunk === undefined || chunk.size === 0 ? Infinity : (chunk.keys[chunk.start] as number);
  }

  get first(): T | undefined {
    const chunk = this.#chunks[0];
    return chunk?.items[chunk.start];
  }

  /** Throws when the item is there already: an item that is in a list twice comes out of it twice. */
  insert(key: number, item: T): void {
    const chunks = this.#chunks;
    if (chunks.length === 0) chunks.push(new Chunk<T>());
    const number = this.#chunkFor(key, item);
    const chunk = chunks[number] as Chunk<T>;
    const at = this.#positionIn(chunk, key, item);
    if (at < chunk.end && chunk.items[at] === item)
      throw new Error('inserted into a sorted list that holds it already');
    this.#size += 1;
    const distance = at - chunk.start;
    if (at === chunk.end && number === chunks.length - 1 && chunk.isFullAtEnd) {
      const tail = new Chunk<T>(CHUNK_CAPACITY);
      tail.insert(0, key, item);
      chunks.push(tail);
    } else if (chunk.isFull) {
      const half = CHUNK_CAPACITY / 2;
      const tail = chunk.splitOff(half);
      chunks.splice(number + 1, 0, tail);
      if (distance > half) tail.insert(distance - half, key, item);
      else chunk.insert(distance, key, item);
    } else {
      chunk.insert(distance, key, item);
    }
  }

  /** Takes out an item that was inserted with this key. Returns whether it was there. */
  remove(key: number, item: T): boolean {
    const chunks = this.#chunks;
    if (chunks.length === 0) return false;
    const number = this.#chunkFor(key, item);
    const chunk = chunks[number] as Chunk<T>;
    const at = this.#positionIn(chunk, key, item);
    if (at === chunk.end || chunk.items[at] !== item) return false;
    this.#removeAt(number, chunk, at);
    return true;
  }

  /** Takes out the first item. The list is not empty. */
  removeFirst(): void {
    const chunk = this.#chunks[0] as Chunk<T>;
    this.#removeAt(0, chunk, chunk.start);
  }

  clear(): void {
    this.#chunks = [];
    this.#size = 0;
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (const chunk of this.#chunks) {
      for (let at = chunk.start; at < chunk.end; at += 1) yield chunk.items[at] as T;
    }
  }

  #removeAt(number: number, chunk: Chunk<T>, at: number): void {
    const chunks = this.#chunks;
    this.#size -= 1;
    chunk.remove(at);
    if (chunk.size === 0) {
      // A list of few items comes and goes: it keeps its small chunk.
      if (chunks.length > 1 || chunk.items.length === CHUNK_CAPACITY) chunks.splice(number, 1);
      return;
    }
    if (chunk.size < SPARSE_SIZE) this.#merge(number);
  }

  /** Joins a sparse chunk with the one behind it, the last one with the one before it. */
  #merge(sparse: number): void {
    const chunks = this.#chunks;
    const number = Math.min(sparse, chunks.length - 2);
    const chunk = chunks[number];
    const next = chunks[number + 1];
    if (chunk === undefined || next === undefined || chunk.size + next.size > MERGED_SIZE) return;
    chunk.append(next, next.start);
    chunks.splice(number + 1, 1);
  }

  /** The last chunk whose first entry is not behind (key, item), or the first chunk. The end is looked at first: most come there. */
  #chunkFor(key: number, item: T): number {
    const chunks = this.#chunks;
    let low = 0;
    let high = chunks.length - 1;
    let middle = high;
    while (low < high) {
      const chunk = chunks[middle] as Chunk<T>;
      if (this.#compare(chunk, chunk.start, key, item) > 0) high = middle - 1;
      else low = middle;
      middle = (low + high + 1) >>> 1;
    }
    return low;
  }

  /** The first position in a chunk whose entry is not before (key, item). The end is looked at first. */
  #positionIn(chunk: Chunk<T>, key: number, item: T): number {
    let low = chunk.start;
    let high = chunk.end;
    let middle = high - 1;
    while (low < high) {
      if (this.#compare(chunk, middle, key, item) < 0) low = middle + 1;
      else high = middle;
      middle = (low + high) >>> 1;
    }
    return low;
  }

  /** Below 0: the entry at `at` comes before (key, item). */
  #compare(chunk: Chunk<T>, at: number, key: number, item: T): number {
    const other = chunk.keys[at] as number;
    if (other < key) return -1;
    if (other > key) return 1;
    return this.#compareEqual(chunk.items[at] as T, item);
  }
}
