import { EventAck, EventInvite, EventPulledInteractions, RequestAgentLogin } from '@ixn/protocol';
import { Histogram } from '../report/histogram.ts';
import { agentName, MEDIA, placeName, TENANT_ID } from '../rig/tenant.ts';
import { submitFrame } from './content.ts';
import { findInteractionId, findTicket } from './wire/bodies.ts';
import { patchReference, WireConnection } from './wire/connection.ts';
import { Flusher } from './wire/flusher.ts';
import {
  acceptFrame,
  deliverFrame,
  interactionIdAt,
  patchInteractionId,
  patchTicket,
  pullFrame,
  stopFrame,
} from './wire/life-frames.ts';

export interface Population {
  readonly port: number;
  readonly mediaServers: number;
  readonly routers: number;
  readonly agents: number;
  readonly queues: number;
  /** Lives under way at once. */
  readonly inFlight: number;
}

export const STEPS = ['submit', 'pull', 'deliver', 'accept', 'stop'] as const;

/** Added to a life's number in the second request that one client sends about it. */
const SECOND = 1 << 20;

/**
 * Leads interactions through their whole life, a fixed number at once; when one ends the next begins. Each step is sent when the
 * answer to the one before has come:
 *
 *   submit (media server) → EventAck → pull (router) → EventPulledInteractions → deliver (router) → EventInvite →
 *   accept (agent) → EventAck → stop (agent) → EventAck; the router's EventAck for the delivery in between
 *
 * A pull may bring another interaction of the same queue than the one submitted before it: the life goes on with that.
 */
export class Lives {
  readonly histograms = STEPS.map(() => new Histogram());
  /** Lives that ended, those outside the measured part included. */
  ended = 0;
  readonly #population: Population;
  readonly #measuring: () => boolean;
  readonly #fail: (error: Error) => void;
  readonly #flusher = new Flusher();
  readonly #mediaServers: WireConnection[] = [];
  readonly #routers: WireConnection[] = [];
  readonly #agents: WireConnection[] = [];
  readonly #submits: Buffer[];
  readonly #pulls: Buffer[];
  readonly #delivers: ReturnType<typeof deliverFrame>[];
  readonly #accept = acceptFrame();
  readonly #stop = stopFrame();
  /** By life: when its last request left. */
  readonly #sentAt: Float64Array;
  /** By life: its queue. */
  readonly #queueOf: Uint32Array;
  /** By life: whether the delivery was answered, and the interaction stopped. */
  readonly #answers: Uint8Array;
  /** Lives whose interaction is offered to an agent, by InteractionId. */
  readonly #offered = new Map<string, number>();
  /** By life: the InteractionId. */
  readonly #idOf: string[];
  /** Whose turn it is: of queues, routers, agents. */
  #queueTurn = 0;
  #routerTurn = 0;
  #agentTurn = 0;
  #running = false;
  #open = 0;
  #dry: (() => void) | undefined;

  /** `measuring` tells whether durations count; `fail` hears once what ends the load. */
  constructor(population: Population, measuring: () => boolean, fail: (error: Error) => void) {
    this.#population = population;
    this.#measuring = measuring;
    this.#fail = fail;
    const { queues, agents, inFlight } = population;
    this.#submits = numbers(queues).map(submitFrame);
    this.#pulls = numbers(queues).map(pullFrame);
    this.#delivers = numbers(agents).map(deliverFrame);
    this.#sentAt = new Float64Array(inFlight);
    this.#queueOf = new Uint32Array(inFlight);
    this.#answers = new Uint8Array(inFlight);
    this.#idOf = Array.from({ length: inFlight }, () => '');
  }

  /** Connects everyone and logs the agents in. */
  async open(): Promise<void> {
    const { port, mediaServers, routers, agents } = this.#population;
    const fail = (error: Error): void => this.#fail(error);
    for (const n of numbers(mediaServers)) {
      const connection = await WireConnection.open(port, `media-${n}`, 'Media server', fail);
      connection.handler = (code, life) => this.#submitted(code, life);
      this.#mediaServers.push(connection);
    }
    for (const n of numbers(routers)) {
      const connection = await WireConnection.open(port, `router-${n}`, 'Routing engine', fail);
      connection.handler = (code, reference, buffer, start, end) => {
        if (reference >= SECOND) this.#delivered(code, reference - SECOND);
        else this.#pulled(connection, code, reference, buffer, start, end);
      };
      this.#routers.push(connection);
    }
    for (const n of numbers(agents)) {
      const connection = await WireConnection.open(port, `desktop-${n}`, 'Agent application', fail);
      connection.handler = (code, reference, buffer, start, end) => {
        if (code === EventInvite.code) this.#invited(connection, buffer, start, end);
        else if (code === EventAck.code && reference >= SECOND) this.#stopped(reference - SECOND);
        else if (code === EventAck.code) this.#accepted(connection, reference);
      };
      await connection.ask(RequestAgentLogin, {
        TenantId: TENANT_ID,
        AgentId: agentName(n),
        PlaceId: placeName(n),
        MediaList: { [MEDIA]: 1 },
      });
      this.#agents.push(connection);
    }
  }

  start(): void {
    this.#running = true;
    for (let life = 0; life < this.#population.inFlight; life++) this.#submit(life);
  }

  /** Begins no new life; resolves when those under way have ended. */
  async runDry(): Promise<void> {
    this.#running = false;
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      this.#dry = resolve;
    });
  }

  close(): void {
    for (const connection of [...this.#mediaServers, ...this.#routers, ...this.#agents]) connection.close();
  }

  #submit(life: number): void {
    const { mediaServers, queues } = this.#population;
    const queue = this.#queueTurn++ % queues;
    this.#open++;
    this.#queueOf[life] = queue;
    this.#answers[life] = 0;
    const connection = this.#mediaServers[life % mediaServers] as WireConnection;
    const start = this.#flusher.append(connection, this.#submits[queue] as Buffer);
    patchReference(connection.out, start, life);
    this.#sentAt[life] = performance.now();
  }

  #submitted(code: number, life: number): void {
    if (code !== EventAck.code) return this.#unexpected(code, 'the ack of a submit');
    this.#step(0, life);
    const connection = this.#routers[this.#routerTurn++ % this.#population.routers] as WireConnection;
    const start = this.#flusher.append(connection, this.#pulls[this.#queueOf[life] as number] as Buffer);
    patchReference(connection.out, start, life);
  }

  #pulled(connection: WireConnection, code: number, life: number, buffer: Buffer, start: number, end: number): void {
    const idAt = code === EventPulledInteractions.code ? findInteractionId(buffer, start, end) : -1;
    if (idAt < 0) return this.#unexpected(code, 'an interaction that was pulled');
    this.#step(1, life);
    this.#offered.set(interactionIdAt(buffer, idAt), life);
    const deliver = this.#delivers[this.#agentTurn++ % this.#delivers.length] as ReturnType<typeof deliverFrame>;
    const at = this.#flusher.append(connection, deliver.frame);
    patchReference(connection.out, at, life + SECOND);
    patchInteractionId(connection.out, at, deliver, buffer, idAt);
  }

  #invited(connection: WireConnection, buffer: Buffer, start: number, end: number): void {
    const idAt = findInteractionId(buffer, start, end);
    const ticket = findTicket(buffer, start, end);
    const id = idAt < 0 ? '' : interactionIdAt(buffer, idAt);
    const life = this.#offered.get(id);
    if (life === undefined || ticket < 0)
      return this.#unexpected(EventInvite.code, 'an invitation to what was delivered');
    this.#offered.delete(id);
    this.#step(2, life);
    const at = this.#flusher.append(connection, this.#accept.frame);
    patchReference(connection.out, at, life);
    patchInteractionId(connection.out, at, this.#accept, buffer, idAt);
    patchTicket(connection.out, at, this.#accept, ticket);
    this.#idOf[life] = id;
  }

  #accepted(connection: WireConnection, life: number): void {
    this.#step(3, life);
    const at = this.#flusher.append(connection, this.#stop.frame);
    patchReference(connection.out, at, life + SECOND);
    connection.out.write(this.#idOf[life] as string, at + this.#stop.idAt, 'latin1');
  }

  #stopped(life: number): void {
    this.#step(4, life);
    this.#answered(life);
  }

  #delivered(code: number, life: number): void {
    if (code !== EventAck.code) return this.#unexpected(code, 'the ack of a delivery');
    this.#answered(life);
  }

  /** A life has ended when both its router and its agent have their last answer. */
  #answered(life: number): void {
    const answers = (this.#answers[life] as number) + 1;
    this.#answers[life] = answers;
    if (answers < 2) return;
    this.ended++;
    this.#open--;
    if (this.#running) this.#submit(life);
    else if (this.#open === 0) this.#dry?.();
  }

  /** Notes how long a step took; the next begins. */
  #step(step: number, life: number): void {
    const now = performance.now();
    if (this.#measuring()) this.histograms[step]?.record(now - (this.#sentAt[life] as number));
    this.#sentAt[life] = now;
  }

  #unexpected(code: number, wanted: string): void {
    this.#fail(new Error(`frame 0x${code.toString(16)} where ${wanted} was due`));
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
