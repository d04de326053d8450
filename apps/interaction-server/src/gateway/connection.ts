import type { Socket } from 'node:net';
import { EventError, RequestPing, type ErrorName, type FrameSink } from '@ixn/protocol';
import { ConnectionClients } from './connection-clients.ts';
import { Inflow, PAUSED_REGISTERING } from './inflow.ts';
import type { LogicalClient } from './logical-client.ts';
import { Output } from './output.ts';
import type { Parts } from './parts.ts';
import { refusal, type Refusal } from './refusals.ts';
import type { RequestIntake } from './request-intake.ts';
import { Silence } from './silence.ts';
import { Throttle } from './throttle.ts';
import type { WheelItem } from './wheel.ts';

/** Bytes of a frame that a connection without a client may have sent: enough for any registration. */
const UNREGISTERED_PART = 64 * 1024;
/** ms that a peer may take to read what was said to it before its connection was closed. */
const CLOSE_TIMEOUT = 3_000;

const NO_ATTRIBUTES = Object.freeze({});

/**
 * One socket and its clients.
 *
 *   open → registering → registered → ending → closing → closed
 *   open, registering → ending   refused, too late, or a stream that cannot be split
 *   any → closed                 lost, or cut off
 *
 * - registering: the frames after the registration wait for its answer;
 * - ending: nothing more is handled; what was said and waits for its commit still leaves;
 * - closing: all was handed to the socket; closed when the peer has taken it, or after three seconds.
 */
export class Connection implements FrameSink, WheelItem {
  slot = 0;
  /** Address of the peer, for logs. */
  readonly remote: string;
  readonly output: Output;
  /** CN of the client's certificate, '' without one. */
  readonly certificateName: string;
  readonly clients: ConnectionClients;
  /** When bytes came last (ms). */
  heardAt: number;
  readonly #socket: Socket;
  readonly #parts: Parts;
  readonly #intake: RequestIntake;
  readonly #inflow: Inflow;
  readonly #throttle: Throttle;
  readonly #silence = new Silence();
  readonly #openedAt: number;
  /** Pongs that leave with the next flush. */
  #pongs = 0;
  #ending = false;
  /** When a closing connection is closed, read or not (ms); 0: not closing. */
  #closeBy = 0;

  constructor(socket: Socket, certificateName: string, parts: Parts, intake: RequestIntake) {
    this.remote = `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`;
    this.output = new Output(socket);
    this.certificateName = certificateName;
    this.#socket = socket;
    this.#parts = parts;
    this.#intake = intake;
    this.#inflow = new Inflow(socket, parts.limits.maxFrameSize, this, parts.turns);
    this.clients = new ConnectionClients(parts.clients);
    this.#throttle = new Throttle(this.#inflow, this.output, parts.limits, () => this.clients.logicalCount);
    this.#openedAt = parts.clock.now();
    this.heardAt = this.#openedAt;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#arrived(chunk));
    socket.on('drain', () => this.#throttle.reconsider());
    // The loss itself is told by 'close'.
    socket.on('error', (error) => parts.log.debug({ remote: this.remote, reason: error.message }, 'connection failed'));
    socket.on('close', () => this.#lost());
  }

  /** A client begins to register. Its own registration holds up what follows on the connection. */
  registering(client: LogicalClient): void {
    this.clients.add(client);
    if (client.proxyClientId === 0) this.#inflow.pause(PAUSED_REGISTERING);
  }

  /** The registration was answered with EventAck. */
  accepted(client: LogicalClient): void {
    this.#parts.clients.registered(client);
    if (client.proxyClientId === 0) {
      this.#parts.gate.registered(this);
      this.#inflow.resume(PAUSED_REGISTERING);
    }
    const { id, name, type } = client;
    this.#parts.log.debug({ client: id, name, type, remote: this.remote }, 'client registered');
  }

  /** The registration was answered with EventError. */
  refused(client: LogicalClient): void {
    this.endClient(client);
  }

  /** Ends a client after what was said to it so far has left; with its connection, unless it lives behind a proxy. */
  endClient(client: LogicalClient): void {
    this.clients.remove(client);
    this.#throttle.ended(client);
    if (client.proxyClientId === 0) this.end();
  }

  /** Handles nothing more, and closes once all that was said has left. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#inflow.stop();
    this.clients.removeAll();
    if (this.output.held === 0) this.#close();
  }

  /** Ends with an error that waits for nothing. */
  fail(error: ErrorName, detail: string, referenceId = 0, proxyClientId = 0): void {
    this.refuse(refusal(error, detail), referenceId, proxyClientId);
    this.end();
  }

  /** Says an EventError that waits for nothing. */
  refuse(why: Refusal, referenceId: number, proxyClientId: number): void {
    if (!this.#parts.inbox.mayAnswer()) return;
    this.#parts.speech.prompt(this, EventError, referenceId, proxyClientId, { ...why });
  }

  /** Closes at once. What has not left is lost. */
  destroy(): void {
    this.#parts.wheel.remove(this);
    this.#socket.destroy();
  }

  /** A request of the client is handed on; it will be answered. */
  asked(client: LogicalClient): void {
    this.#throttle.asked(client);
  }

  answered(client: LogicalClient): void {
    this.#throttle.answered(client);
  }

  ponged(): void {
    this.#pongs += 1;
  }

  /** Writes bytes that were held, and does what had to wait for them. */
  release(bytes: Buffer): void {
    this.output.release(bytes);
    this.#wrote();
  }

  /** Writes what waits for nothing. */
  flushPrompt(): void {
    this.output.flush();
    if (this.#pongs > 0) {
      this.#parts.counters.ponged(this.#pongs, this.#parts.clock.now() - this.heardAt);
      this.#pongs = 0;
    }
    this.#wrote();
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
    this.#intake.frame(this, code, flags, version, referenceId, proxyClientId, buffer, bodyStart, bodyEnd);
  }

  fault(error: ErrorName, detail: string, referenceId: number, proxyClientId: number): void {
    const client = this.clients.get(proxyClientId) ?? this.clients.own;
    if (client?.state === 'registered') {
      // It waits its turn among the answers to what came before it.
      this.#parts.inbox.refuse(client.id, referenceId, { ...refusal(error, detail) });
      this.end();
    } else this.fail(error, detail, referenceId, proxyClientId);
  }

  visit(now: number): void {
    const { limits } = this.#parts;
    if (this.#closeBy !== 0) {
      if (now >= this.#closeBy) this.destroy();
    } else if (this.output.isStuck(now, limits.maxOutputTimeout)) {
      this.#cutOff(`reads nothing for longer than max-output-timeout (${limits.maxOutputTimeout} ms)`);
    } else if (this.clients.own?.state === 'registered') this.#judge(now);
    else if (now - this.#openedAt >= limits.registrationTimeout && !this.#ending) {
      this.fail('RegistrationTimeout', `registration-timeout is ${limits.registrationTimeout} ms`);
    }
  }

  #arrived(chunk: Buffer): void {
    this.heardAt = this.#parts.clock.now();
    this.#inflow.arrived(chunk);
    if (this.clients.own === undefined && !this.#ending && this.#inflow.partSize > UNREGISTERED_PART) {
      this.fail('FrameTooLarge', `more than ${UNREGISTERED_PART} bytes before registration`);
    }
  }

  #wrote(): void {
    const { maxUnsentBytes } = this.#parts.limits;
    if (this.output.unsent > maxUnsentBytes) {
      this.#cutOff(`${this.output.unsent} bytes wait for it, ${maxUnsentBytes} may`);
    } else if (this.#ending && this.#closeBy === 0 && this.output.held === 0) this.#close();
    else this.#throttle.reconsider();
  }

  #judge(now: number): void {
    const { limits, inbox, speech } = this.#parts;
    this.#throttle.reconsider();
    const verdict = this.#silence.judge(now, this.heardAt, !this.#inflow.paused, limits.pingAfter, limits.deadAfter);
    if (verdict === 'ask' && inbox.mayAnswer()) speech.prompt(this, RequestPing, 0, 0, NO_ATTRIBUTES);
    if (verdict !== 'dead') return;
    this.#parts.log.info({ ...this.#facts(), silence: now - this.heardAt }, 'client silent, taken for dead');
    this.destroy();
  }

  #cutOff(reason: string): void {
    this.#parts.counters.families.slow_clients_disconnected_total.inc();
    this.#parts.log.warn({ ...this.#facts(), reason }, 'slow client disconnected');
    this.destroy();
  }

  #close(): void {
    this.#closeBy = this.#parts.clock.now() + CLOSE_TIMEOUT;
    this.output.flush();
    this.#socket.end();
  }

  #lost(): void {
    this.#ending = true;
    this.#inflow.stop();
    this.clients.removeAll();
    this.#parts.wheel.remove(this);
    this.#parts.gate.left(this);
  }

  #facts(): object {
    const { own } = this.clients;
    return { client: own?.id, name: own?.name, type: own?.type, remote: this.remote };
  }
}
