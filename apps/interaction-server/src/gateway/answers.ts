import { EventError, REQUESTS, type MessageDefinition } from '@ixn/protocol';

const ANSWERS: ReadonlySet<MessageDefinition> = new Set([
  EventError,
  ...REQUESTS.flatMap((request) => request.answeredBy),
]);

/** Whether an event answers requests: those with ReferenceId 0 are recognised as answers by that alone. */
export function isAnswer(event: MessageDefinition): boolean {
  return ANSWERS.has(event);
}
