import { EVENTS, MESSAGES, REQUESTS } from '../catalogue.ts';
import { CLIENT_TYPES } from '../client-types.ts';
import { interaction } from '../interaction.ts';
import { itemOf, schemaOf } from '../kinds/containers.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Field, Schema } from '../kinds/schema.ts';
import type { Audience, EventDefinition, MessageDefinition, RequestDefinition } from '../message.ts';
import { docstring } from './docstrings.ts';
import { anchor, hexCode, table } from './markdown.ts';

const FAMILIES: readonly (readonly [number, string])[] = [
  [0x00, 'Sessions'],
  [0x01, 'Interactions and routing'],
  [0x02, 'Agents'],
  [0x03, 'Reporting'],
  [0x04, 'Workbins'],
  [0x05, 'Find, snapshots'],
  [0x06, 'Third parties'],
  [0x07, 'Virtual queues'],
];

const AUDIENCES: Readonly<Record<Audience, string>> = {
  requester: 'who asked',
  peer: 'the side that pinged',
  agent: 'the agent it is about',
  party: 'parties of the interaction',
  router: 'the router that holds the interaction',
  submitter: 'the media server that submitted it, if it subscribed',
  subscriber: 'who subscribed',
  reporting: 'reporting engines, event loggers and Kafka',
  statistics: 'statistics clients of a VQ node',
};

/** All messages by code. */
export function messageIndex(): string {
  return table(
    ['code', 'message', 'family'],
    MESSAGES.map(({ code, name }) => [hexCode(code), anchor(name), family(code)]),
  );
}

function family(code: number): string {
  const number = (code & 0x7fff) >>> 8;
  return FAMILIES.find(([prefix]) => prefix === number)?.[1] ?? '';
}

/** What each client type may send, beyond what all may. */
export function permissions(): string {
  return table(
    ['client type', 'may send'],
    CLIENT_TYPES.map((type) => [
      type,
      MESSAGES.filter(({ from }) => from.includes(type) && from.length < CLIENT_TYPES.length)
        .map(({ name }) => anchor(name))
        .join(', '),
    ]),
  );
}

export function requestPages(): string {
  return REQUESTS.map((message) => page(message, requestFacts(message))).join('\n\n');
}

export function eventPages(): string {
  return EVENTS.map((message) => page(message, eventFacts(message))).join('\n\n');
}

function page(message: MessageDefinition, facts: string): string {
  return `### ${message.name}\n\n${docstring(message)}\n\n${facts}\n\n${attributeTable(message.schema)}`;
}

function requestFacts(message: RequestDefinition): string {
  const answers = message.answeredBy.map(({ name }) => anchor(name)).join(' or ');
  const facts = [`Code ${hexCode(message.code)}.`, `Sent by: ${senders(message.from)}.`, `Answered by: ${answers}.`];
  if (message.byServer) facts.push('The server sends it too.');
  for (const group of message.oneOf) facts.push(`At least one of ${group.join(', ')} is mandatory.`);
  return facts.join(' ');
}

function eventFacts(message: EventDefinition): string {
  const to = message.to.map((audience) => AUDIENCES[audience]).join('; ');
  const facts = [`Code ${hexCode(message.code)}.`, `Goes to: ${to}.`];
  if (message.from.length > 0) facts.push(`Sent to the server by: ${senders(message.from)}.`);
  return facts.join(' ');
}

function senders(from: MessageDefinition['from']): string {
  return from.length === CLIENT_TYPES.length ? 'every client' : from.join(', ');
}

export function attributeTable(schema: Schema): string {
  return table(
    ['attribute', 'type', '', 'meaning'],
    schema.fields.map((field) => [field.name, typeOf(field.kind), presence(field), field.about]),
  );
}

function presence(field: Field): string {
  return field.presence === 'required' ? '**mandatory**' : '';
}

/** Type of an attribute, with links to the maps that have a section of their own. */
function typeOf(kind: Kind): string {
  if (kind === interaction) return '[Interaction](#properties-of-an-interaction)';
  if (schemaOf(kind) !== undefined) return anchor(kind.label);
  const item = itemOf(kind);
  if (item === undefined) return kind.label;
  return `${item.shape === 'list' ? 'array of' : 'map: name →'} ${typeOf(item.kind)}`;
}

/** Maps that messages share, each once, in the order in which messages name them. */
export function sharedMaps(): string {
  const seen = new Map<string, Schema>();
  const visit = (schema: Schema): void => {
    for (const { kind } of schema.fields) {
      const inner = itemOf(kind)?.kind ?? kind;
      const found = schemaOf(inner);
      if (found === undefined || inner === interaction || seen.has(inner.label)) continue;
      seen.set(inner.label, found);
      visit(found);
    }
  };
  for (const { schema } of MESSAGES) visit(schema);
  return [...seen].map(([label, schema]) => `### ${label}\n\n${attributeTable(schema)}`).join('\n\n');
}
