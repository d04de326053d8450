import type { EventDefinition, Plain } from '../message.ts';

/** An event, or an answer, as it came, typed by its definition. */
export type ReceivedEvent<E extends EventDefinition = EventDefinition> = E extends EventDefinition
  ? {
      readonly event: E;
      readonly attributes: Plain<E>;
      /**
       * 0 for what nobody asked for; else the ReferenceId of the request that it follows from: pages of EventCurrentState, or
       * an answer that came after the time-out of its request.
       */
      readonly referenceId: number;
      /** The logical client that it is for; 0: the connection's own. */
      readonly proxyClientId: number;
      /** The bytes of the body, with the option `keepBodies`. Empty: no attributes. */
      readonly body?: Buffer;
    }
  : never;

/** Hears events of one kind. What it throws, or rejects with, goes to the client's `onFault`. */
export type EventHandler<E extends EventDefinition> = (
  attributes: Plain<E>,
  received: ReceivedEvent<E>,
) => void | Promise<void>;
