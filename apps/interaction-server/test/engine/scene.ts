import {
  type EventDefinition,
  EventInvite,
  RequestAccept,
  RequestAgentLogin,
  RequestDeliver,
  RequestPull,
  RequestSubmit,
} from '@ixn/protocol';
import { kv, type Said, World } from './world.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Attributes of a submission into queue `in`; others replace them. */
export function submission(attributes: Attributes = {}): Attributes {
  return {
    TenantId: 'tenant-1',
    MediaType: 'email',
    InteractionType: 'Inbound',
    InteractionSubtype: 'InboundNew',
    Queue: 'in',
    ...attributes,
  };
}

/** Submits from client `media` and returns the InteractionId. */
export function submitted(world: World, attributes: Attributes = {}, from = 'media'): string {
  const answer = world.answerTo(world.ask(from, RequestSubmit, submission(attributes)));
  const extension = answer.attributes['Extension'] as { readonly InteractionId?: string } | undefined;
  if (extension?.InteractionId === undefined) throw new Error(`${answer.line}: ${JSON.stringify(answer.attributes)}`);
  return extension.InteractionId;
}

export const FOR_STRATEGY = kv({ 'pull-for-strategy': 'route' });

/** Attributes of a routing engine's pull from view `in`. */
export function pulling(attributes: Attributes = {}): Attributes {
  return { ViewId: 'in', Extension: FOR_STRATEGY, ...attributes };
}

/** Logs agent and place in through client `from`, ready for e-mail and chat. */
export function login(world: World, from: string, agentId: string, placeId: string, media: Attributes = READY): void {
  const MediaList = new Map(Object.entries(media));
  world.ask(from, RequestAgentLogin, { TenantId: '100', AgentId: agentId, PlaceId: placeId, MediaList });
}

export const READY = { email: 1, chat: 1 };

/** A world with media server `media`, routing engine `router`, and agent A1 at P1 by client `desk`; nothing of it is recorded. */
export function scene(world = new World()): World {
  world.register('media', 'Media server');
  world.register('router', 'Routing engine');
  world.register('desk', 'Agent application');
  login(world, 'desk', 'A1', 'P1');
  world.forget();
  return world;
}

/** Submits, and lets `router` pull it. */
export function routed(world: World, attributes: Attributes = {}): string {
  const id = submitted(world, attributes);
  world.ask('router', RequestPull, pulling());
  world.forget();
  return id;
}

/** An interaction in routing that is offered to A1; with the ticket, and the ReferenceId of the delivery. */
export function offered(world: World, deliver: Attributes = {}): { id: string; ticket: number; delivery: number } {
  const id = routed(world);
  const delivery = world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1', ...deliver });
  const ticket = ticketOf(world);
  world.forget();
  return { id, ticket, delivery };
}

/** An interaction that A1 handles. */
export function handled(world: World): string {
  const { id, ticket } = offered(world);
  world.ask('desk', RequestAccept, { InteractionId: id, TicketId: ticket });
  world.forget();
  return id;
}

/** TicketId of the last invitation. */
export function ticketOf(world: World): number {
  return last(world, EventInvite).attributes['TicketId'] as number;
}

export function last(world: World, event: EventDefinition): Said {
  const found = world.said.findLast((said) => said.event === event);
  if (found === undefined) throw new Error(`no ${event.name}`);
  return found;
}
