import { TransportError, type Channel, type ChannelListener, type Transport } from './transport.ts';

/** Bytes waiting from which a write returns false, as with a socket. */
const defaultHighWaterMark = 64 * 1024;

export interface MemoryOptions {
  /** Bytes waiting from which a write returns false. Default 65,536. */
  readonly highWaterMark?: number;
  /**
   * When what was written arrives: calls `deliver` later, never at once. Default: `setImmediate`. A test that wants to see
   * every step keeps the calls and makes them itself.
   */
  readonly schedule?: (deliver: () => void) => void;
}

/** Two channels in memory, each the other's peer. */
export interface MemoryPair {
  readonly near: Channel;
  readonly far: Channel;
  /** Whether the connection is over. */
  readonly ended: boolean;
  /** Loses the connection: both sides hear of it, what is on its way is gone. */
  cut(reason?: Error): void;
}

/** Makes two channels that carry bytes to each other, in the order of their writes and in the pieces that were written. */
export function memoryPair(options: MemoryOptions = {}): MemoryPair {
  const { highWaterMark = defaultHighWaterMark, schedule = setImmediate } = options;
  const near = new MemoryChannel('memory:far', highWaterMark, schedule);
  const far = new MemoryChannel('memory:near', highWaterMark, schedule);
  near.join(far);
  far.join(near);
  return {
    near,
    far,
    get ended() {
      return near.ended;
    },
    cut(reason = new TransportError('ECONNRESET', 'connection in memory cut')) {
      near.destroy(reason);
      far.destroy(reason);
    },
  };
}

/** A place in memory to connect to. Takes connections while `listening` is true, else refuses them as a closed port does. */
export class MemoryListener {
  listening = true;
  readonly #accept: (channel: Channel) => void;
  readonly #options: MemoryOptions;
  readonly #pairs = new Set<MemoryPair>();

  /** @param accept takes the server's side of each connection. */
  constructor(accept: (channel: Channel) => void, options: MemoryOptions = {}) {
    this.#accept = accept;
    this.#options = options;
  }

  /** What a client connects with. */
  transport(): Transport {
    return { address: 'memory', connect: async (signal) => this.#connect(signal) };
  }

  /** Loses all connections at once. */
  cut(reason?: Error): void {
    for (const pair of this.#pairs) pair.cut(reason);
    this.#pairs.clear();
  }

  #connect(signal: AbortSignal | undefined): Channel {
    if (signal?.aborted) throw new TransportError('ECANCELED', 'connecting to memory was given up');
    if (!this.listening) throw new TransportError('ECONNREFUSED', 'cannot connect to memory: nothing listens there');
    for (const known of this.#pairs) if (known.ended) this.#pairs.delete(known);
    const pair = memoryPair(this.#options);
    this.#pairs.add(pair);
    this.#accept(pair.far);
    return pair.near;
  }
}

/**
 * One side. Bytes written go to the peer's queue; the peer hands them to its listener at the next delivery.
 * open → ending (closed by this side: what was written still arrives) → closed.
 */
class MemoryChannel implements Channel {
  readonly remote: string;
  readonly #highWaterMark: number;
  readonly #schedule: (deliver: () => void) => void;
  readonly #deliver = () => this.#deliverNow();
  #peer!: MemoryChannel;
  #listener: ChannelListener | undefined;
  #arrived: Buffer[] = [];
  #arrivedBytes = 0;
  #scheduled = false;
  #paused = false;
  #ending = false;
  #peerEnded = false;
  #owesDrain = false;
  #closed = false;
  #closeTold = false;
  #reason: Error | undefined;

  constructor(remote: string, highWaterMark: number, schedule: (deliver: () => void) => void) {
    this.remote = remote;
    this.#highWaterMark = highWaterMark;
    this.#schedule = schedule;
  }

  join(peer: MemoryChannel): void {
    this.#peer = peer;
  }

  get ended(): boolean {
    return this.#closed;
  }

  get bufferedBytes(): number {
    return this.#peer.#arrivedBytes;
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    this.#wake();
  }

  write(bytes: Buffer): boolean {
    if (this.#ending || this.#closed) return true;
    const peer = this.#peer;
    peer.#arrived.push(bytes);
    peer.#arrivedBytes += bytes.length;
    peer.#wake();
    this.#owesDrain ||= peer.#arrivedBytes >= this.#highWaterMark;
    return !this.#owesDrain;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake();
  }

  close(): void {
    if (this.#ending || this.#closed) return;
    this.#ending = true;
    this.#paused = false;
    this.#peer.#peerEnded = true;
    this.#peer.#wake();
  }

  destroy(reason?: Error): void {
    if (this.#closed) return;
    this.#end(reason);
    this.#peer.#end(new TransportError('ECONNRESET', 'the other side cut the connection'));
  }

  #end(reason: Error | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    this.#arrived = [];
    this.#arrivedBytes = 0;
    this.#wake();
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(this.#deliver);
  }

  #deliverNow(): void {
    this.#scheduled = false;
    const listener = this.#listener;
    if (!listener || this.#closeTold) return;
    const arrived = this.#arrived;
    let taken = 0;
    while (taken < arrived.length && !this.#paused && !this.#closed) {
      const bytes = arrived[taken++]!;
      this.#arrivedBytes -= bytes.length;
      listener.onData(bytes);
    }
    if (!this.#closed) arrived.splice(0, taken);
    this.#peer.#told(this.#arrivedBytes);
    if (this.#arrived.length === 0 && this.#peerEnded && !this.#closed) {
      // Both sides end together once all that was written has arrived, as a socket does that is not half open.
      this.#end(undefined);
      this.#peer.#end(undefined);
    }
    if (!this.#closed) return;
    this.#closeTold = true;
    listener.onClose(this.#reason);
  }

  /** The peer has taken bytes; `left` are still waiting for it. */
  #told(left: number): void {
    if (!this.#owesDrain || left > 0 || this.#closed) return;
    this.#owesDrain = false;
    this.#listener?.onDrain();
  }
}
