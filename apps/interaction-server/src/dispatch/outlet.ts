import type { EventDefinition } from '@ixn/protocol';

/** What was said since the last cut, ready to leave. */
export interface Release {
  /** Puts it on the sockets, in the order in which it was said; closes what was to be closed. */
  send(): void;
}

/**
 * Where the dispatcher says what clients shall hear. The gateway encodes at once (live objects change with the next command) and
 * holds the bytes until the batch that they belong to is committed.
 */
export interface Outlet {
  /** Unknown and closed clients are ignored. */
  say(client: number, event: EventDefinition, referenceId: number, attributes: Readonly<Record<string, unknown>>): void;
  /** Ends the client after what was said to it so far has left. */
  end(client: number): void;
  /** Takes all that was said since the last cut. Undefined when nothing was. */
  cut(): Release | undefined;
  /** Says and sends at once, past what is held: for refusals that read no state, and nothing else. */
  sayNow(
    client: number,
    event: EventDefinition,
    referenceId: number,
    attributes: Readonly<Record<string, unknown>>,
  ): void;
}
