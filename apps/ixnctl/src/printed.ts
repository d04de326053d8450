import { bodyToJson, RequestError, type EventDefinition, type ReceivedEvent } from '@ixn/protocol';

/** One line of JSON: the name of the event, then its attributes, just as they came. */
export function jsonOf(received: ReceivedEvent): string {
  const body = received.body ?? Buffer.alloc(0);
  return withEvent(received.event, bodyToJson(received.event, body, 0, body.length));
}

function withEvent(event: EventDefinition, attributes: string): string {
  const name = JSON.stringify(event.name);
  return attributes === '{}' ? `{"Event":${name}}` : `{"Event":${name},${attributes.slice(1)}`;
}

/** The line for a refusal of the server: code, symbolic name, text. */
export function refusalOf(error: RequestError): string {
  return `EventError ${error.code} ${error.errorName}: ${error.description}`;
}
