/** Keeps the first `count` of what it is offered, in an order, in memory for `count` only: a heap with the last of them on top. */
export class FirstOf<T> {
  readonly #count: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #heap: T[] = [];

  constructor(count: number, compare: (a: T, b: T) => number) {
    this.#count = count;
    this.#compare = compare;
  }

  offer(item: T): void {
    const heap = this.#heap;
    if (heap.length < this.#count) {
      heap.push(item);
      this.#rise(heap.length - 1);
    } else if (heap.length > 0 && this.#compare(item, heap[0] as T) < 0) {
      heap[0] = item;
      this.#sink();
    }
  }

  inOrder(): T[] {
    return this.#heap.toSorted(this.#compare);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#compare(heap[at] as T, heap[above] as T) <= 0) return;
      this.#swap(at, above);
      at = above;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) return;
      if (below + 1 < heap.length && this.#compare(heap[below + 1] as T, heap[below] as T) > 0) below++;
      if (this.#compare(heap[below] as T, heap[at] as T) <= 0) return;
      this.#swap(at, below);
      at = below;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const kept = heap[a] as T;
    heap[a] = heap[b] as T;
    heap[b] = kept;
  }
}
