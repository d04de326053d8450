import type { WireConnection } from './connection.ts';

/** Writes once a connection and turn of the event loop, however many frames were appended in it. */
export class Flusher {
  #connections: WireConnection[] = [];
  readonly #flush = (): void => {
    const connections = this.#connections;
    this.#connections = [];
    for (const connection of connections) connection.flush();
  };

  /** Appends a frame, see {@link WireConnection.append}. */
  append(connection: WireConnection, frame: Buffer): number {
    if (!connection.pending) {
      if (this.#connections.length === 0) setImmediate(this.#flush);
      this.#connections.push(connection);
    }
    return connection.append(frame);
  }
}
