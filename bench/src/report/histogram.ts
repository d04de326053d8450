/** Values below this many µs have a bucket each; above, a bucket is at most 1/64 wide of what it holds. */
const EXACT = 128;
const SHARE_BITS = 6;
const SHARES = 1 << SHARE_BITS;
/** About half an hour: what is longer counts as that. */
const LARGEST = 2 ** 31 - 1;
const BUCKETS = (31 - SHARE_BITS) * SHARES + SHARES;

/** What is told of a histogram. In ms. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Durations in buckets whose width grows with the value, so that a million of them take 7 KiB and one addition each. */
export class Histogram {
  readonly #buckets = new Uint32Array(BUCKETS);
  #count = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds one duration, in ms. */
  record(ms: number): void {
    const micros = ms <= 0 ? 0 : Math.min(LARGEST, Math.floor(ms * 1000));
    const bucket = bucketOf(micros);
    this.#buckets[bucket] = (this.#buckets[bucket] as number) + 1;
    this.#count++;
    if (ms > this.#max) this.#max = ms;
  }

  /** The duration, in ms, that the given share (0 … 1) does not exceed: never less than the true one, at most 1/64 more. */
  percentile(share: number): number {
    if (this.#count === 0) return 0;
    const wanted = Math.max(1, Math.ceil(this.#count * share));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#buckets[bucket] as number;
      if (seen >= wanted) return Math.min(this.#max, upperEdge(bucket) / 1000);
    }
    return this.#max;
  }

  latencies(): Latencies {
    return { p50: this.percentile(0.5), p99: this.percentile(0.99), max: this.#max };
  }
}

function bucketOf(micros: number): number {
  if (micros < EXACT) return micros;
  const shift = 31 - Math.clz32(micros) - SHARE_BITS;
  return shift * SHARES + (micros >>> shift);
}

/** The least µs that is above the bucket. */
function upperEdge(bucket: number): number {
  if (bucket < EXACT) return bucket + 1;
  const shift = (bucket >>> SHARE_BITS) - 1;
  return (bucket - shift * SHARES + 1) * 2 ** shift;
}
