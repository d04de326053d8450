import type { Socket } from 'node:net';
import { FrameSplitter, type ErrorName, type FrameSink } from '@ixn/protocol';
import { GREEDY_FRAMES, type Backlogged, type Turns } from './turns.ts';

/** Why frames are not handled for now. Several may hold at once. */
export const PAUSED_REGISTERING = 1;
export const PAUSED_OUTPUT = 2;
export const PAUSED_UNANSWERED = 4;

/** A whole frame that waits its turn. */
interface KeptFrame {
  readonly code: number;
  readonly flags: number;
  readonly version: number;
  readonly referenceId: number;
  readonly proxyClientId: number;
  readonly body: Buffer;
}

interface KeptFault {
  readonly error: ErrorName;
  readonly detail: string;
  readonly referenceId: number;
  readonly proxyClientId: number;
}

/**
 * From the socket to whole frames, in order, not faster than they may be handled:
 *
 *   open → backlog     more frames came at once than are handled in one turn
 *   open → paused      the connection has to wait: for its registration, its reader, its answers
 *   backlog → open     all were handled
 *   paused → backlog | open
 *   any → stopped      nothing more is handled
 *
 * In backlog and paused the socket is not read; at most what one read brought is kept.
 */
export class Inflow implements FrameSink, Backlogged {
  readonly #socket: Socket;
  readonly #sink: FrameSink;
  readonly #turns: Turns;
  readonly #splitter: FrameSplitter;
  #reasons = 0;
  #stopped = false;
  #enlisted = false;
  /** Frames that may still be handled in this turn. */
  #left = 0;
  #kept: KeptFrame[] = [];
  #next = 0;
  /** More was waiting than a client has that waits for its answers. */
  #isGreedy = false;
  #fault: KeptFault | undefined;

  constructor(socket: Socket, maxFrameSize: number, sink: FrameSink, turns: Turns) {
    this.#socket = socket;
    this.#sink = sink;
    this.#turns = turns;
    this.#splitter = new FrameSplitter(maxFrameSize, this);
  }

  /** Whether the connection has to wait; then its silence says nothing about the peer. */
  get paused(): boolean {
    return this.#reasons !== 0;
  }

  /** Bytes of a frame that has not come whole. */
  get partSize(): number {
    return this.#splitter.pending;
  }

  arrived(chunk: Buffer): void {
    if (this.#stopped) return;
    const atOnce = this.#isBehind() ? 0 : this.#turns.arrived(this, this.#isGreedy);
    this.#left = atOnce;
    this.#splitter.push(chunk);
    if (!this.#isBehind() || this.#stopped) {
      this.#turns.served(atOnce - this.#left);
      return;
    }
    this.#socket.pause();
    this.#enlist();
  }

  pause(reason: number): void {
    if (this.#reasons === 0) this.#socket.pause();
    this.#reasons |= reason;
  }

  resume(reason: number): void {
    if ((this.#reasons & reason) === 0) return;
    this.#reasons &= ~reason;
    if (this.#reasons !== 0 || this.#stopped) return;
    if (this.#isBehind()) this.#enlist();
    else this.#socket.resume();
  }

  /** Handles nothing more. What still comes is read and dropped, so that the peer's end is seen. */
  stop(): void {
    this.#stopped = true;
    this.#splitter.stop();
    this.#kept = [];
    this.#fault = undefined;
    this.#socket.resume();
  }

  proceed(frames: number): boolean {
    const kept = this.#kept;
    const end = this.#next + frames;
    while (this.#next < kept.length && this.#next < end && this.#mayHandle()) {
      const frame = kept[this.#next++] as KeptFrame;
      const { code, flags, version, referenceId, proxyClientId, body } = frame;
      this.#sink.frame(code, flags, version, referenceId, proxyClientId, body, 0, body.length);
    }
    this.#enlisted = false;
    if (!this.#mayHandle()) return false;
    if (this.#next < kept.length) {
      this.#enlisted = true;
      return true;
    }
    this.#isGreedy = kept.length > GREEDY_FRAMES;
    this.#kept = [];
    this.#next = 0;
    const fault = this.#fault;
    if (fault !== undefined) this.#sink.fault(fault.error, fault.detail, fault.referenceId, fault.proxyClientId);
    else this.#socket.resume();
    return false;
  }

  frame(
    code: number,
    flags: number,
    version: number,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    bodyStart: number,
    bodyEnd: number,
  ): void {
    if (this.#left > 0 && this.#reasons === 0) {
      this.#left -= 1;
      this.#sink.frame(code, flags, version, referenceId, proxyClientId, buffer, bodyStart, bodyEnd);
      return;
    }
    this.#left = 0;
    const body = Buffer.from(buffer.subarray(bodyStart, bodyEnd));
    this.#kept.push({ code, flags, version, referenceId, proxyClientId, body });
  }

  fault(error: ErrorName, detail: string, referenceId: number, proxyClientId: number): void {
    if (this.#isBehind() || this.#reasons !== 0) this.#fault = { error, detail, referenceId, proxyClientId };
    else this.#sink.fault(error, detail, referenceId, proxyClientId);
  }

  #isBehind(): boolean {
    return this.#kept.length > 0 || this.#fault !== undefined;
  }

  #mayHandle(): boolean {
    return this.#reasons === 0 && !this.#stopped;
  }

  #enlist(): void {
    if (this.#enlisted || this.#reasons !== 0) return;
    this.#enlisted = true;
    this.#turns.enlist(this);
  }
}
