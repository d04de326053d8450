import {
  decodeBody,
  EventAck,
  EventPong,
  Fault,
  headerFault,
  messageByCode,
  RequestPing,
  RequestRegisterClient,
  RequestUnregisterClient,
  type ErrorName,
  type MessageDefinition,
  type RequestDefinition,
} from '@ixn/protocol';
import type { Connection } from './connection.ts';
import type { LogicalClient } from './logical-client.ts';
import type { Parts } from './parts.ts';
import { refusal, refusalOf } from './refusals.ts';
import type { Registering, Registration } from './registration.ts';

const NO_ATTRIBUTES = Object.freeze({});

/**
 * From a frame to a request of a client that may make it. In this order, and the first that is wrong is told: header, message,
 * client, right, attributes. Refusals of registered clients wait their turn among the answers; others leave at once.
 */
export class RequestIntake {
  readonly #parts: Parts;
  readonly #registration: Registration;

  constructor(parts: Parts, registration: Registration) {
    this.#parts = parts;
    this.#registration = registration;
  }

  frame(
    connection: Connection,
    code: number,
    flags: number,
    version: number,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    start: number,
    end: number,
  ): void {
    const wrong = headerFault(version, flags);
    if (wrong !== undefined) {
      const detail = wrong === 'UnknownFlags' ? `flags are 0x${flags.toString(16)}` : `version is ${version}`;
      connection.fault(wrong, detail, referenceId, proxyClientId);
      return;
    }
    const { counters } = this.#parts;
    const message = messageByCode(code);
    if (message === EventPong) return;
    counters.families.total_requests_received.inc();
    const client = connection.clients.get(proxyClientId);
    if (message === undefined || message.kind === 'event') {
      this.#refuseUnknown(connection, client, code, message, referenceId, proxyClientId);
      return;
    }
    if (client?.state !== 'registered') {
      this.#unregistered(connection, message, referenceId, proxyClientId, buffer, start, end);
      return;
    }
    client.counters[code]?.inc();
    if (!message.from.includes(client.type)) {
      this.#refuse(client, referenceId, 'RequestNotAllowed', `${message.name} by a client of type ${client.type}`);
      return;
    }
    const attributes = decodeBody(message, buffer, start, end, 'packed');
    if (attributes instanceof Fault) this.#refuseFault(client, referenceId, attributes);
    else this.#take(connection, client, message, referenceId, attributes);
  }

  #take(
    connection: Connection,
    client: LogicalClient,
    message: RequestDefinition,
    referenceId: number,
    attributes: Readonly<Record<string, unknown>>,
  ): void {
    const { inbox, counters, times } = this.#parts;
    if (message === RequestPing) {
      this.#pong(connection, referenceId, client.proxyClientId);
    } else if (message === RequestRegisterClient) {
      this.#registration.another(connection, client, referenceId, attributes as Registering);
    } else if (message === RequestUnregisterClient) {
      this.#parts.speech.say(client.id, EventAck, referenceId, NO_ATTRIBUTES);
      connection.endClient(client);
    } else {
      connection.asked(client);
      times.opened(client.id, referenceId, counters.duration(message), connection.heardAt);
      inbox.request(client.id, referenceId, message, attributes);
    }
  }

  #pong(connection: Connection, referenceId: number, proxyClientId: number): void {
    if (!this.#parts.inbox.mayAnswer()) return;
    connection.ponged();
    this.#parts.speech.prompt(connection, EventPong, referenceId, proxyClientId, NO_ATTRIBUTES);
  }

  /** No client of this ProxyClientId, or, with 0, no client at all yet. */
  #unregistered(
    connection: Connection,
    message: RequestDefinition,
    referenceId: number,
    proxyClientId: number,
    buffer: Buffer,
    start: number,
    end: number,
  ): void {
    if (connection.clients.own !== undefined || proxyClientId !== 0) {
      connection.refuse(refusal('UnknownProxyClient', `${proxyClientId}`), referenceId, proxyClientId);
      return;
    }
    if (message !== RequestRegisterClient && message !== RequestPing) {
      this.#parts.counters.of('Unknown')[message.code]?.inc();
      connection.refuse(refusal('NotRegistered', message.name), referenceId, proxyClientId);
      return;
    }
    const attributes = decodeBody(message, buffer, start, end, 'packed');
    if (message === RequestPing) {
      this.#parts.counters.of('Unknown')[message.code]?.inc();
      if (attributes instanceof Fault) connection.refuse(refusalOf(attributes), referenceId, proxyClientId);
      else this.#pong(connection, referenceId, proxyClientId);
    } else this.#registration.first(connection, referenceId, attributes as Registering | Fault);
  }

  #refuseUnknown(
    connection: Connection,
    client: LogicalClient | undefined,
    code: number,
    message: MessageDefinition | undefined,
    referenceId: number,
    proxyClientId: number,
  ): void {
    const detail =
      message === undefined ? `code 0x${code.toString(16).padStart(4, '0')}` : `${message.name} comes from the server`;
    if (client?.state === 'registered') this.#refuse(client, referenceId, 'UnknownMessage', detail);
    else connection.refuse(refusal('UnknownMessage', detail), referenceId, proxyClientId);
  }

  #refuse(client: LogicalClient, referenceId: number, error: ErrorName, detail: string): void {
    client.connection.asked(client);
    this.#parts.inbox.refuse(client.id, referenceId, { ...refusal(error, detail) });
  }

  #refuseFault(client: LogicalClient, referenceId: number, fault: Fault): void {
    client.connection.asked(client);
    this.#parts.inbox.refuse(client.id, referenceId, { ...refusalOf(fault) });
  }
}
