import * as messages from './messages/index.ts';
import type { EventDefinition, MessageDefinition, RequestDefinition } from './message.ts';

/** Every message, by rising code. */
export const MESSAGES: readonly MessageDefinition[] = (Object.values(messages) as MessageDefinition[]).toSorted(
  (a, b) => a.code - b.code,
);

export const REQUESTS: readonly RequestDefinition[] = MESSAGES.filter((message) => message.kind === 'request');

export const EVENTS: readonly EventDefinition[] = MESSAGES.filter((message) => message.kind === 'event');

const BY_CODE = new Map(MESSAGES.map((message) => [message.code, message]));
const BY_NAME = new Map(MESSAGES.map((message) => [message.name, message]));

/** The message with this code, undefined for a code that the protocol does not have. */
export function messageByCode(code: number): MessageDefinition | undefined {
  return BY_CODE.get(code);
}

/** The message with this name, such as `RequestPull`. */
export function messageByName(name: string): MessageDefinition | undefined {
  return BY_NAME.get(name);
}
