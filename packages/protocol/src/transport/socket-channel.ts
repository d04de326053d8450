import type { Socket } from 'node:net';
import { systemClock, type Clock, type Timer } from './clock.ts';
import { TransportError, type Channel, type ChannelListener } from './transport.ts';

/** How long a peer may take to read the rest after {@link Channel.close}. */
const closeTimeoutMs = 2_000;

/**
 * A channel over a socket that is connected: TCP or TLS, of a client or accepted by a server.
 * Small writes leave at once (TCP_NODELAY); who writes much gathers it first.
 */
export function socketChannel(socket: Socket, clock: Clock = systemClock): Channel {
  return new SocketChannel(socket, clock);
}

class SocketChannel implements Channel {
  readonly remote: string;
  readonly #socket: Socket;
  readonly #clock: Clock;
  #failure: NodeJS.ErrnoException | undefined;
  #closeTimer: Timer | undefined;

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.remote = `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`;
    socket.setNoDelay(true);
    socket.on('error', (error) => (this.#failure ??= error));
    socket.once('close', () => this.#closeTimer?.cancel());
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  listen(listener: ChannelListener): void {
    const socket = this.#socket;
    if (socket.destroyed) {
      // It was lost before anybody listened: 'close' will not come again.
      setImmediate(() => listener.onClose(this.#closeReason()));
      return;
    }
    socket.on('data', (bytes: Buffer) => listener.onData(bytes));
    socket.on('drain', () => listener.onDrain());
    socket.once('close', () => listener.onClose(this.#closeReason()));
  }

  write(bytes: Buffer): boolean {
    return this.#socket.writable ? this.#socket.write(bytes) : true;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    if (this.#socket.destroyed || this.#closeTimer) return;
    this.#closeTimer = this.#clock.after(closeTimeoutMs, () => this.#socket.destroy());
    this.#socket.end();
    // A paused socket would never see the other side's end.
    this.#socket.resume();
  }

  destroy(reason?: Error): void {
    this.#failure ??= reason;
    this.#socket.destroy();
  }

  #closeReason(): Error | undefined {
    const failure = this.#failure;
    if (failure === undefined || failure instanceof TransportError || failure.code === undefined) return failure;
    return new TransportError(failure.code, `connection to ${this.remote} lost: ${failure.message}`, {
      cause: failure,
    });
  }
}
