import { EventAck, EventError, type Clock, type EventDefinition, type MessageDefinition } from '@ixn/protocol';
import type { Outlet, Release } from '../dispatch/outlet.ts';
import { isAnswer } from './answers.ts';
import type { AnswerTimes } from './answer-times.ts';
import type { Clients } from './clients.ts';
import type { Connection } from './connection.ts';
import type { FrameEncoder } from './frame-encoder.ts';
import type { LogicalClient } from './logical-client.ts';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What is said to clients. Encoded at once, into the output of the client's connection; there it is held until its release is sent,
 * or leaves at the end of this turn of the event loop when it need not wait.
 */
export class Speech implements Outlet {
  readonly #clients: Clients;
  readonly #encoder: FrameEncoder;
  readonly #times: AnswerTimes;
  readonly #clock: Clock;
  /** Connections with something held since the last cut. */
  #held: Connection[] = [];
  /** Timed requests answered since the last cut. */
  #answered: number[] = [];
  /** Connections with something that leaves in this turn. */
  #prompt: Connection[] = [];
  /** Timed requests that they answer. */
  #promptAnswered: number[] = [];
  readonly #flushPrompt = () => this.flush();

  constructor(clients: Clients, encoder: FrameEncoder, times: AnswerTimes, clock: Clock) {
    this.#clients = clients;
    this.#encoder = encoder;
    this.#times = times;
    this.#clock = clock;
  }

  say(id: number, event: EventDefinition, referenceId: number, attributes: Attributes): void {
    const client = this.#clients.get(id);
    if (client === undefined) return;
    const { connection } = client;
    if (client.state === 'registering') this.#answerRegistration(client, event, referenceId, attributes);
    else this.#hold(connection, event, referenceId, client.proxyClientId, attributes);
    if (referenceId === 0 && !isAnswer(event)) return;
    connection.answered(client);
    const slot = this.#times.answered(id, referenceId);
    if (slot >= 0) this.#answered.push(slot);
  }

  sayNow(id: number, event: EventDefinition, referenceId: number, attributes: Attributes): void {
    const client = this.#clients.get(id);
    if (client === undefined) return;
    const { connection } = client;
    const isRegistering = client.state === 'registering';
    this.prompt(connection, event, referenceId, isRegistering ? 0 : client.proxyClientId, attributes);
    if (referenceId !== 0 || isAnswer(event)) {
      connection.answered(client);
      const slot = this.#times.answered(id, referenceId);
      if (slot >= 0) this.#promptAnswered.push(slot);
    }
    if (isRegistering) connection.refused(client);
  }

  end(id: number): void {
    const client = this.#clients.get(id);
    if (client !== undefined) client.connection.endClient(client);
  }

  cut(): Release | undefined {
    const connections = this.#held;
    if (connections.length === 0) return undefined;
    this.#held = [];
    const answered = this.#answered;
    this.#answered = [];
    const bytes = connections.map((connection) => connection.output.cut());
    return new HeldRelease(connections, bytes, answered, this.#times, this.#clock);
  }

  /** Says something on a connection, registered or not, that leaves at the end of this turn. */
  prompt(
    connection: Connection,
    message: MessageDefinition,
    referenceId: number,
    proxyClientId: number,
    attributes: Attributes,
  ): void {
    const size = this.#encoder.encode(message, referenceId, proxyClientId, attributes);
    if (size === 0 || !connection.output.say(this.#encoder.bytes, size)) return;
    // Output of one turn shares a write: the first entry plans it.
    if (this.#prompt.length === 0) process.nextTick(this.#flushPrompt);
    this.#prompt.push(connection);
  }

  /** Writes what {@link prompt} said. */
  flush(): void {
    const connections = this.#prompt;
    this.#prompt = [];
    for (const connection of connections) connection.flushPrompt();
    const answered = this.#promptAnswered;
    if (answered.length === 0) return;
    this.#promptAnswered = [];
    const now = this.#clock.now();
    for (const slot of answered) this.#times.written(slot, now);
  }

  #hold(
    connection: Connection,
    event: EventDefinition,
    referenceId: number,
    proxyClientId: number,
    attributes: Attributes,
  ): void {
    const size = this.#encoder.encode(event, referenceId, proxyClientId, attributes);
    if (size > 0 && connection.output.hold(this.#encoder.bytes, size)) this.#held.push(connection);
  }

  /** The answer to a registration carries ProxyClientId 0 in its header, as the request did, and the new one as an attribute. */
  #answerRegistration(
    client: LogicalClient,
    event: EventDefinition,
    referenceId: number,
    attributes: Attributes,
  ): void {
    const { connection, proxyClientId } = client;
    const named =
      event === EventAck && proxyClientId !== 0 ? { ...attributes, ProxyClientId: proxyClientId } : attributes;
    this.#hold(connection, event, referenceId, 0, named);
    if (event === EventAck) connection.accepted(client);
    else if (event === EventError) connection.refused(client);
  }
}

/** Bytes by connection, and the timed requests that they answer. */
class HeldRelease implements Release {
  readonly #connections: readonly Connection[];
  readonly #bytes: readonly Buffer[];
  readonly #answered: readonly number[];
  readonly #times: AnswerTimes;
  readonly #clock: Clock;

  constructor(
    connections: readonly Connection[],
    bytes: readonly Buffer[],
    answered: readonly number[],
    times: AnswerTimes,
    clock: Clock,
  ) {
    this.#connections = connections;
    this.#bytes = bytes;
    this.#answered = answered;
    this.#times = times;
    this.#clock = clock;
  }

  send(): void {
    const connections = this.#connections;
    for (let index = 0; index < connections.length; index++) {
      (connections[index] as Connection).release(this.#bytes[index] as Buffer);
    }
    if (this.#answered.length === 0) return;
    const now = this.#clock.now();
    for (const slot of this.#answered) this.#times.written(slot, now);
  }
}
