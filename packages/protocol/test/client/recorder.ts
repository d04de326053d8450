import type { Channel, ChannelListener } from '../../src/transport/transport.ts';

/** Listens to a channel and keeps what it hears. */
export class Recorder implements ChannelListener {
  readonly #chunks: Buffer[] = [];
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  drains = 0;
  ended = false;
  reason: Error | undefined;

  constructor(channel: Channel) {
    channel.listen(this);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Resolves as soon as `holds` does; looked at after everything heard. */
  async until(holds: (recorder: this) => boolean): Promise<void> {
    if (holds(this)) return;
    await new Promise<void>((resolve) => this.#waiting.push({ holds: () => holds(this), resolve }));
  }

  onData(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#look();
  }

  onDrain(): void {
    this.drains++;
    this.#look();
  }

  onClose(reason: Error | undefined): void {
    this.ended = true;
    this.reason = reason;
    this.#look();
  }

  #look(): void {
    for (const waiting of this.#waiting) if (waiting.holds()) waiting.resolve();
  }
}
