import {
  EventInvite,
  EventRevoked,
  RequestAccept,
  RequestError,
  RequestReject,
  RequestStopProcessing,
  type Client,
  type Clock,
  type Plain,
  type Timer,
} from '@ixn/protocol';

/** What an agent does by itself, in milliseconds after the moment that allows it; undefined: only when told. */
export interface Habits {
  readonly acceptAfterMs: number | undefined;
  readonly finishAfterMs: number | undefined;
}

/** Something the agent did, or tried to: `error` is what it was refused with. */
export interface Deed {
  readonly what: 'accept' | 'reject' | 'finish';
  readonly interactionId: string;
  readonly error: unknown;
}

interface Work {
  readonly interactionId: string;
  /** Of the invitation; 0 once it is accepted. */
  readonly ticket: number;
  timer: Timer | undefined;
}

/** Refusals which say that the interaction is not before the agent any more. */
const gone: ReadonlySet<string> = new Set(['UnknownTicket', 'UnknownInteraction', 'NotAParty']);

/**
 * What lies before one agent. An interaction is
 *
 *   offered → handled: accepted
 *   offered → gone:    rejected, or revoked
 *   handled → gone:    finished, or revoked
 *   (new) → handled:   restored after a reconnect
 *   any → gone:        the server says that it does not know it, or the connection is lost; what is left comes again
 *
 * A refusal is told, nothing is tried again.
 */
export class AgentDesk {
  readonly #client: Client;
  readonly #habits: Habits;
  readonly #clock: Clock;
  readonly #told: (deed: Deed) => void;
  readonly #offered = new Map<string, Work>();
  readonly #handled = new Map<string, Work>();

  /** @param told hears of every deed, done or refused */
  constructor(client: Client, habits: Habits, clock: Clock, told: (deed: Deed) => void) {
    this.#client = client;
    this.#habits = habits;
    this.#clock = clock;
    this.#told = told;
    client.on(EventInvite, (invitation) => this.#invited(invitation));
    client.on(EventRevoked, ({ Interaction }) => this.#drop(Interaction.InteractionId ?? ''));
    client.onState((state) => {
      if (state !== 'registered' && state !== 'connecting') this.#clear();
    });
  }

  /** Accepts what was offered first. Returns false when nothing is offered. */
  accept(): boolean {
    return this.#oldest(this.#offered, (work) => this.#accept(work));
  }

  /** Rejects what was offered first. Returns false when nothing is offered. */
  reject(): boolean {
    return this.#oldest(this.#offered, (work) => this.#reject(work));
  }

  /** Finishes (stops) what has been handled longest. Returns false when nothing is handled. */
  finish(): boolean {
    return this.#oldest(this.#handled, (work) => this.#finish(work));
  }

  #clear(): void {
    for (const interactionId of [...this.#offered.keys(), ...this.#handled.keys()]) this.#drop(interactionId);
  }

  #invited({ Interaction, TicketId, Operation }: Plain<typeof EventInvite>): void {
    const interactionId = Interaction.InteractionId ?? '';
    this.#drop(interactionId);
    if (Operation === 'Restore' || TicketId === undefined) return this.#handle(interactionId);
    const work: Work = { interactionId, ticket: TicketId, timer: undefined };
    this.#offered.set(interactionId, work);
    work.timer = this.#after(this.#habits.acceptAfterMs, () => this.#accept(work));
  }

  #handle(interactionId: string): void {
    const work: Work = { interactionId, ticket: 0, timer: undefined };
    this.#handled.set(interactionId, work);
    work.timer = this.#after(this.#habits.finishAfterMs, () => this.#finish(work));
  }

  async #accept({ interactionId, ticket }: Work): Promise<void> {
    const done = this.#client.request(RequestAccept, { InteractionId: interactionId, TicketId: ticket });
    if (await this.#settled('accept', interactionId, done)) this.#handle(interactionId);
  }

  async #reject({ interactionId, ticket }: Work): Promise<void> {
    const done = this.#client.request(RequestReject, { InteractionId: interactionId, TicketId: ticket });
    await this.#settled('reject', interactionId, done);
  }

  async #finish({ interactionId }: Work): Promise<void> {
    const done = this.#client.request(RequestStopProcessing, { InteractionId: interactionId });
    await this.#settled('finish', interactionId, done);
  }

  /** Tells what came of it, and takes the interaction away when it is not what it was. Returns whether it was done. */
  async #settled(what: Deed['what'], interactionId: string, done: Promise<unknown>): Promise<boolean> {
    try {
      await done;
      this.#drop(interactionId);
      this.#told({ what, interactionId, error: undefined });
      return true;
    } catch (error) {
      if (error instanceof RequestError && gone.has(error.errorName)) this.#drop(interactionId);
      this.#told({ what, interactionId, error });
      return false;
    }
  }

  #oldest(from: ReadonlyMap<string, Work>, act: (work: Work) => Promise<void>): boolean {
    const [work] = from.values();
    if (work === undefined) return false;
    void act(work);
    return true;
  }

  #drop(interactionId: string): void {
    this.#offered.get(interactionId)?.timer?.cancel();
    this.#handled.get(interactionId)?.timer?.cancel();
    this.#offered.delete(interactionId);
    this.#handled.delete(interactionId);
  }

  #after(milliseconds: number | undefined, act: () => Promise<void>): Timer | undefined {
    return milliseconds === undefined ? undefined : this.#clock.after(milliseconds, () => void act());
  }
}
