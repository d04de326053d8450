import { PAUSED_OUTPUT, PAUSED_UNANSWERED, type Inflow } from './inflow.ts';
import { UNANSWERED_PER_LOGICAL_CLIENT, type GatewayLimits } from './limits.ts';
import type { LogicalClient } from './logical-client.ts';
import type { Output } from './output.ts';

/**
 * Keeps a connection from asking faster than it is answered, or than it reads its answers. Reading pauses above a bound and goes on
 * at half of it.
 */
export class Throttle {
  readonly #inflow: Inflow;
  readonly #output: Output;
  readonly #limits: Readonly<GatewayLimits>;
  readonly #logicalCount: () => number;
  #unanswered = 0;

  /** @param logicalCount clients behind the proxy, each of which may have some requests more under way. */
  constructor(inflow: Inflow, output: Output, limits: Readonly<GatewayLimits>, logicalCount: () => number) {
    this.#inflow = inflow;
    this.#output = output;
    this.#limits = limits;
    this.#logicalCount = logicalCount;
  }

  /** A request of the client is handed on; it will be answered. */
  asked(client: LogicalClient): void {
    client.unanswered += 1;
    this.#unanswered += 1;
    if (this.#unanswered > this.#bound()) this.#inflow.pause(PAUSED_UNANSWERED);
    // Answers that wait for their commit count too: a few requests may have very long ones.
    if (this.#output.held > this.#limits.pauseAtUnsentBytes) this.#inflow.pause(PAUSED_OUTPUT);
  }

  /** The outcome of a request that another client had made, which this one has succeeded, counts for nobody. */
  answered(client: LogicalClient): void {
    if (client.unanswered === 0) return;
    client.unanswered -= 1;
    this.#unanswered -= 1;
  }

  /** The client has ended: what it asked is answered no more. */
  ended(client: LogicalClient): void {
    this.#unanswered -= client.unanswered;
    client.unanswered = 0;
  }

  /** Something was answered, written or read meanwhile. */
  reconsider(): void {
    const { pauseAtUnsentBytes } = this.#limits;
    const waiting = this.#output.waiting;
    if (waiting > pauseAtUnsentBytes) this.#inflow.pause(PAUSED_OUTPUT);
    else if (waiting * 2 <= pauseAtUnsentBytes) this.#inflow.resume(PAUSED_OUTPUT);
    if (this.#unanswered * 2 <= this.#bound()) this.#inflow.resume(PAUSED_UNANSWERED);
  }

  #bound(): number {
    return this.#limits.pauseAtUnanswered + this.#logicalCount() * UNANSWERED_PER_LOGICAL_CLIENT;
  }
}
