/**
 * The seam between the client and what carries its bytes. A {@link Transport} knows where to connect and how; a
 * {@link Channel} is one connection. TCP, TLS and memory come with this package; another carrier (a tunnel, a recorder)
 * needs only these two interfaces.
 */

/** What a channel tells its one listener. Calls come one after another, never from inside a call to the channel. */
export interface ChannelListener {
  /** Bytes in the order in which they were sent, in pieces of any size. The listener may keep them. */
  onData(bytes: Buffer): void;
  /** What was written has left, after a write that returned false. */
  onDrain(): void;
  /** The channel is over; nothing follows. `undefined`: it was closed in order, by either side. */
  onClose(reason: Error | undefined): void;
}

/** One connection: bytes both ways, in order. */
export interface Channel {
  /** The other side, for people: `127.0.0.1:7120`. */
  readonly remote: string;
  /** Bytes written that have not left yet. */
  readonly bufferedBytes: number;
  /** Begins to deliver. What came before waits. Called once. */
  listen(listener: ChannelListener): void;
  /**
   * Takes bytes to send; the caller must not change them afterwards. Returns false when so much is waiting that the caller
   * should stop until `onDrain`. Nothing is refused: the bound is the caller's to keep, with {@link bufferedBytes}.
   */
  write(bytes: Buffer): boolean;
  /** Stops to deliver data until {@link resume}, so that the sender comes to a halt. */
  pause(): void;
  resume(): void;
  /** Sends what was written, then ends the connection. A peer that does not take it in time is cut off. */
  close(): void;
  /** Ends the connection now. What has not left is lost. `reason` is what `onClose` is told. */
  destroy(reason?: Error): void;
}

/** A place that can be connected to. */
export interface Transport {
  /** The address, for people and logs. Holds no secret. */
  readonly address: string;
  /**
   * Opens a channel that is ready to be written to: for TLS, after the certificates have been checked. Rejects with a
   * {@link TransportError} when that fails, takes longer than the transport's time-out, or `signal` is aborted.
   */
  connect(signal?: AbortSignal): Promise<Channel>;
}

/** Why a connection did not come about or ended. `code` is the system's (`ECONNREFUSED`), OpenSSL's or one of ours. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
