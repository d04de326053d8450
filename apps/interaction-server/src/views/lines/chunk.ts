/** Entries in a full chunk. Larger ones move more on an insert, smaller ones make more chunks to look through. */
export const CHUNK_CAPACITY = 256;

const FIRST_CAPACITY = 4;

/**
 * A stretch of a sorted list: keys and items side by side, used from `start` to before `end`. The head is taken by moving `start`,
 * so a queue that is emptied from the front moves nothing.
 */
export class Chunk<T extends object> {
  keys: Float64Array;
  items: (T | undefined)[];
  start: number;
  end: number;

  /** Holds nothing yet; grows to {@link CHUNK_CAPACITY} by doubling, so that a short list stays small. */
  constructor(capacity = FIRST_CAPACITY) {
    this.keys = new Float64Array(capacity);
    this.items = emptySlots(capacity);
    this.start = 0;
    this.end = 0;
  }

  get size(): number {
    return this.end - this.start;
  }

  get isFull(): boolean {
    return this.end - this.start === CHUNK_CAPACITY;
  }

  /** Whether an entry behind the last one has no slot, and making one would move more than half a chunk. */
  get isFullAtEnd(): boolean {
    return this.end === CHUNK_CAPACITY && this.size > CHUNK_CAPACITY / 2;
  }

  /** Puts an item `distance` entries after the first (0…size), moving the shorter side. The chunk is not full. */
  insert(distance: number, key: number, item: T): void {
    if (this.end === this.items.length && (this.start === 0 || distance * 2 >= this.size)) this.#makeRoomAtEnd();
    const { keys, items, start, end } = this;
    const at = start + distance;
    if (start > 0 && (distance * 2 < end - start || end === items.length)) {
      keys.copyWithin(start - 1, start, at);
      for (let index = start; index < at; index += 1) items[index - 1] = items[index];
      keys[at - 1] = key;
      items[at - 1] = item;
      this.start = start - 1;
    } else {
      keys.copyWithin(at + 1, at, end);
      for (let index = end; index > at; index -= 1) items[index] = items[index - 1];
      keys[at] = key;
      items[at] = item;
      this.end = end + 1;
    }
  }

  /** Takes out the item at `at` (start ≤ at < end), moving the shorter side. */
  remove(at: number): void {
    const { keys, items, start, end } = this;
    if (at - start < end - 1 - at) {
      keys.copyWithin(start + 1, start, at);
      for (let index = at; index > start; index -= 1) items[index] = items[index - 1];
      items[start] = undefined;
      this.start = start + 1;
    } else {
      keys.copyWithin(at, at + 1, end);
      for (let index = at + 1; index < end; index += 1) items[index - 1] = items[index];
      items[end - 1] = undefined;
      this.end = end - 1;
    }
    if (this.start === this.end) this.start = this.end = 0;
  }

  /** Moves everything from `at` on into a chunk of its own. */
  splitOff(at: number): Chunk<T> {
    const tail = new Chunk<T>(CHUNK_CAPACITY);
    tail.append(this, at);
    this.items.fill(undefined, at, this.end);
    this.end = at;
    return tail;
  }

  /** Copies another chunk's entries, from `from` on, behind its own. Both fit into one chunk. */
  append(other: Chunk<T>, from: number): void {
    const count = other.end - from;
    this.#relocate(this.items.length < this.size + count ? CHUNK_CAPACITY : this.items.length);
    this.keys.set(other.keys.subarray(from, other.end), this.end);
    for (let index = from; index < other.end; index += 1) this.items[this.end + index - from] = other.items[index];
    this.end += count;
  }

  /** Room for as many entries as are moved for it, so that a queue filled at its end moves each only now and then. */
  #makeRoomAtEnd(): void {
    const capacity = this.items.length;
    if (this.size * 2 <= capacity) this.#relocate(capacity);
    else if (capacity < CHUNK_CAPACITY) this.#relocate(capacity * 2);
  }

  /** Moves the entries to the beginning of slots of this number. */
  #relocate(capacity: number): void {
    if (capacity === this.items.length && this.start === 0) return;
    const keys = new Float64Array(capacity);
    const items = emptySlots<T>(capacity);
    keys.set(this.keys.subarray(this.start, this.end));
    for (let index = this.start; index < this.end; index += 1) items[index - this.start] = this.items[index];
    this.keys = keys;
    this.items = items;
    this.end -= this.start;
    this.start = 0;
  }
}

function emptySlots<T>(capacity: number): (T | undefined)[] {
  return Array.from<T | undefined>({ length: capacity });
}
