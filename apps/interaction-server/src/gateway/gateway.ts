import type { Socket } from 'node:net';
import type { Clock, EventDefinition } from '@ixn/protocol';
import type { Inbox } from '../dispatch/inbox.ts';
import type { Outlet, Release } from '../dispatch/outlet.ts';
import type { Logger } from '../log.ts';
import { AnswerTimes } from './answer-times.ts';
import { noAuthentication, type Authentication } from './authentication.ts';
import { Clients } from './clients.ts';
import { Connection } from './connection.ts';
import { Counters, type ServerMetrics } from './counters.ts';
import { FrameEncoder } from './frame-encoder.ts';
import { Gate } from './gate.ts';
import type { GatewayLimits } from './limits.ts';
import { Listener, type Certificates } from './listener.ts';
import type { Parts } from './parts.ts';
import { refusal } from './refusals.ts';
import { Registration } from './registration.ts';
import { RequestIntake } from './request-intake.ts';
import { Speech } from './speech.ts';
import { Turns } from './turns.ts';
import { Wheel } from './wheel.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Left out: plain TCP. */
  readonly certificates?: Certificates;
  /** Left out: clients need not prove who they are. */
  readonly authentication?: Authentication;
  /** What TenantId may be: the id and the short id of the tenant. */
  readonly tenants: readonly string[];
  /** Read at every use: main changes them when options change. */
  readonly limits: Readonly<GatewayLimits>;
  readonly metrics: ServerMetrics;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Stands in until the gateway opens. */
const CLOSED: Inbox = {
  register: () => undefined,
  request: () => undefined,
  refuse: () => undefined,
  disconnect: () => undefined,
  mayAnswer: () => false,
};

/** Sockets beyond `maxConnections` that may be open to be told that there are too many, or are shaking hands. */
const SOCKETS_REFUSED_AT_ONCE = 1_000;
/** Refusals within this time share a line of the log. */
const REFUSAL_LOG_MS = 1_000;

/**
 * Clients and their connections: frames in, requests to the inbox, and out again what the dispatcher says.
 *
 *   made → open (listening) → stopping (nobody new; requests are the inbox's to refuse) → closed
 *
 * It is made before the dispatcher, which speaks through it, and opened when the server is ready to be asked.
 */
export class Gateway implements Outlet {
  readonly #parts: Parts;
  readonly #intake: RequestIntake;
  readonly #listener: Listener;
  /** Connections refused since the last line about them. */
  #refused = 0;
  #refusalLoggedAt = -Infinity;

  constructor(options: GatewayOptions) {
    const { limits, log, clock } = options;
    const counters = new Counters(options.metrics);
    const clients = new Clients(() => this.#parts.inbox, counters);
    const times = new AnswerTimes((client) => clients.get(client) === undefined);
    this.#parts = {
      limits,
      clock,
      log,
      inbox: CLOSED,
      clients,
      counters,
      speech: new Speech(clients, new FrameEncoder(limits, log), times, clock),
      times,
      turns: new Turns(),
      wheel: new Wheel(clock),
      gate: new Gate(limits),
    };
    const registration = new Registration(this.#parts, options.authentication ?? noAuthentication, options.tenants);
    this.#intake = new RequestIntake(this.#parts, registration);
    this.#listener = new Listener(
      { ...options, handshakeTimeout: limits.registrationTimeout },
      (socket, certificateName) => this.#connected(socket, certificateName),
    );
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#parts.gate.size;
  }

  /** Listens. Resolves with the port; rejects when it cannot be had. */
  async open(inbox: Inbox): Promise<number> {
    this.#parts.inbox = inbox;
    const port = await this.#listener.open();
    this.#parts.wheel.start();
    return port;
  }

  /** Certificates for connections to come. Throws when they do not fit each other; then the old ones stay. */
  renewCertificates(certificates: Certificates): void {
    this.#listener.renew(certificates);
  }

  /** Takes no new connections and tells all clients that the server is stopping. Answers still leave. */
  stop(): void {
    this.#listener.stop();
    for (const connection of this.#parts.gate.all()) connection.refuse(refusal('ServerStopping', ''), 0, 0);
  }

  /** Closes all connections once what was said has left; those that have not taken it within `timeout` ms are cut. */
  async close(timeout: number): Promise<void> {
    const { gate, clock, wheel } = this.#parts;
    this.#listener.stop();
    for (const connection of gate.all()) connection.end();
    const late = clock.after(timeout, () => {
      for (const connection of gate.all()) connection.destroy();
    });
    await gate.empty();
    late.cancel();
    wheel.stop();
  }

  say(
    client: number,
    event: EventDefinition,
    referenceId: number,
    attributes: Readonly<Record<string, unknown>>,
  ): void {
    this.#parts.speech.say(client, event, referenceId, attributes);
  }

  sayNow(
    client: number,
    event: EventDefinition,
    referenceId: number,
    attributes: Readonly<Record<string, unknown>>,
  ): void {
    this.#parts.speech.sayNow(client, event, referenceId, attributes);
  }

  end(client: number): void {
    this.#parts.speech.end(client);
  }

  cut(): Release | undefined {
    return this.#parts.speech.cut();
  }

  #connected(socket: Socket, certificateName: string): void {
    const { gate, wheel, limits } = this.#parts;
    this.#listener.bound(limits.maxConnections + SOCKETS_REFUSED_AT_ONCE);
    const full = gate.full();
    const connection = new Connection(socket, certificateName, this.#parts, this.#intake);
    wheel.add(connection);
    if (full === undefined) {
      gate.came(connection);
      return;
    }
    gate.refused(connection);
    connection.fail('LimitExceeded', full);
    this.#logRefusal(connection.remote, full);
  }

  /** A flood of connections writes one line a second. */
  #logRefusal(remote: string, limit: string): void {
    const { clock, log } = this.#parts;
    this.#refused += 1;
    const now = clock.now();
    if (now - this.#refusalLoggedAt < REFUSAL_LOG_MS) return;
    log.warn({ remote, limit, connections: this.#refused }, 'connections refused');
    this.#refused = 0;
    this.#refusalLoggedAt = now;
  }
}
