import type { ClientType } from './client-types.ts';
import { group, kv } from './kinds/containers.ts';
import { int } from './kinds/numbers.ts';
import {
  optional,
  Schema,
  type Attributes as Declared,
  type PackedRecord,
  type PlainRecord,
  type SentRecord,
} from './kinds/schema.ts';
import { text } from './kinds/text.ts';

/** Why something was done, in the requester's words. */
export const reason = group(
  {
    Reason: optional(int, 'Number of the reason.'),
    ReasonSystemName: optional(text, 'Name of the reason, for programs.'),
    ReasonDescription: optional(text, 'The reason, for people.'),
  },
  'Reason',
);

const extension = { Extension: optional(kv, 'Whatever has no attribute of its own.') };
const common = { Reason: optional(reason, 'Why it is asked for.'), ...extension };

/** Who an event goes to. */
export type Audience =
  | 'requester'
  | 'peer'
  | 'agent'
  | 'party'
  | 'router'
  | 'submitter'
  | 'subscriber'
  | 'reporting'
  | 'statistics';

interface Definition<D extends Declared> {
  /** Stable for ever once released. */
  readonly code: number;
  readonly name: string;
  /** As declared, Extension (and Reason) included. */
  readonly attributes: D;
  readonly schema: Schema;
}

export interface RequestDefinition<
  D extends Declared = Declared,
  A extends EventDefinition = EventDefinition,
> extends Definition<D> {
  readonly kind: 'request';
  /** Client types that may send it; any other gets RequestNotAllowed. */
  readonly from: readonly ClientType[];
  /** What answers it, besides EventError. */
  readonly answeredBy: readonly A[];
  /** Groups of attributes of which at least one has to be there. */
  readonly oneOf: readonly (readonly string[])[];
  /** Whether the server sends it too: RequestPing to all, Request3rdServer to third party clients. */
  readonly byServer: boolean;
}

export interface EventDefinition<D extends Declared = Declared> extends Definition<D> {
  readonly kind: 'event';
  readonly to: readonly Audience[];
  /** Client types that may send it to the server; most events only come from there. */
  readonly from: readonly ClientType[];
}

export type MessageDefinition = RequestDefinition | EventDefinition;

interface RequestFacts<A extends EventDefinition, N> {
  readonly from: readonly ClientType[];
  readonly answeredBy: readonly A[];
  readonly oneOf?: readonly (readonly N[])[];
  readonly byServer?: boolean;
}

/** Declares a request. Reason and Extension are added to its attributes. */
export function request<const D extends Declared, A extends EventDefinition>(
  code: number,
  name: string,
  attributes: D,
  facts: RequestFacts<A, keyof D & string>,
): RequestDefinition<D & typeof common, A> {
  const all = { ...attributes, ...common };
  return {
    kind: 'request',
    code,
    name,
    attributes: all,
    schema: new Schema(all),
    from: facts.from,
    answeredBy: facts.answeredBy,
    oneOf: facts.oneOf ?? [],
    byServer: facts.byServer ?? false,
  };
}

interface EventFacts {
  readonly to: readonly Audience[];
  readonly from?: readonly ClientType[];
}

/** Declares an event. Extension is added to its attributes. */
export function event<const D extends Declared>(
  code: number,
  name: string,
  attributes: D,
  facts: EventFacts,
): EventDefinition<D & typeof extension> {
  const all = { ...attributes, ...extension };
  return { kind: 'event', code, name, attributes: all, schema: new Schema(all), to: facts.to, from: facts.from ?? [] };
}

/** Attributes of a message as the server has them. */
export type Attributes<M extends MessageDefinition> = PackedRecord<M['attributes']>;
/** Attributes of a message as a client has them. */
export type Plain<M extends MessageDefinition> = PlainRecord<M['attributes']>;
/** Attributes of a message as they may be given to be sent. */
export type Sent<M extends MessageDefinition> = SentRecord<M['attributes']>;
/** The events that answer a request. */
export type AnswerTo<R extends RequestDefinition> = R['answeredBy'][number];
