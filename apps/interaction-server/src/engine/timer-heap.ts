import type { Timer } from '../state/timer.ts';

/**
 * Armed timers as a binary heap by due time. Each timer knows its index, so that one is taken out in O(log n): nothing of what is
 * no longer wanted stays behind.
 */
export class TimerHeap {
  readonly #heap: Timer[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the first falls due (ms); Infinity: none is armed. */
  get nextDue(): number {
    const first = this.#heap[0];
    return first === undefined ? Infinity : first.due;
  }

  /** Arms a timer, or changes when an armed one falls due. */
  arm(timer: Timer, due: number): void {
    timer.due = due;
    timer.order = ++this.#order;
    if (timer.position < 0) {
      timer.position = this.#heap.length;
      this.#heap.push(timer);
      this.#rise(timer);
    } else if (!this.#rise(timer)) this.#sink(timer);
  }

  /** Takes a timer out. One that is not armed is left alone. */
  disarm(timer: Timer): void {
    const at = timer.position;
    if (at < 0) return;
    timer.position = -1;
    const last = this.#heap.pop() as Timer;
    if (last === timer) return;
    this.#heap[at] = last;
    last.position = at;
    if (!this.#rise(last)) this.#sink(last);
  }

  /** Takes out and returns the first timer if it is due. */
  takeDue(now: number): Timer | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return undefined;
    this.disarm(first);
    return first;
  }

  /** Lets no timer of these kinds fall due before `time`. */
  postpone(time: number, kinds: ReadonlySet<Timer['kind']>): void {
    for (const timer of this.#heap) if (timer.due < time && kinds.has(timer.kind)) timer.due = time;
    // Sorted is heaped.
    const sorted = this.#heap.toSorted((a, b) => a.due - b.due || a.order - b.order);
    for (let index = 0; index < sorted.length; index++) {
      const timer = sorted[index] as Timer;
      timer.position = index;
      this.#heap[index] = timer;
    }
  }

  /** All armed timers, in no order. */
  armed(): readonly Timer[] {
    return this.#heap;
  }

  /** Moves a timer towards the top. Returns whether it moved. */
  #rise(timer: Timer): boolean {
    const heap = this.#heap;
    let at = timer.position;
    const from = at;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Timer;
      if (!isBefore(timer, parent)) break;
      heap[at] = parent;
      parent.position = at;
      at = above;
    }
    heap[at] = timer;
    timer.position = at;
    return at !== from;
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    const size = heap.length;
    let at = timer.position;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && isBefore(heap[below + 1] as Timer, heap[below] as Timer)) below++;
      const child = heap[below] as Timer;
      if (!isBefore(child, timer)) break;
      heap[at] = child;
      child.position = at;
      at = below;
    }
    heap[at] = timer;
    timer.position = at;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
