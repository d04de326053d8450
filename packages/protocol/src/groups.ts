import { interaction } from './interaction.ts';
import { group, kv, list, record } from './kinds/containers.ts';
import { flag, int, timestamp, uint } from './kinds/numbers.ts';
import { optional, required } from './kinds/schema.ts';
import { longText, name, text, userDataKey, word } from './kinds/text.ts';
import { reason } from './message.ts';

/** Maps and sets of attributes that several messages share. */

export const workbin = group(
  {
    WorkbinTypeId: required(name, 'Configured workbin type.'),
    WorkbinAgentId: optional(name, 'Owner, where agents own the type.'),
    WorkbinGroupId: optional(name, 'Owner, where agent groups own the type.'),
    WorkbinPlaceId: optional(name, 'Owner, where places own the type.'),
    WorkbinPlaceGroupId: optional(name, 'Owner, where place groups own the type.'),
  },
  'Workbin',
);

/** How an agent takes part: with all rights, heard by one agent only, or unseen. */
export const visibilityMode = word('Conference', 'Coach', 'Monitor');

/** Why an agent is offered an interaction. Restore: it is the agent's already, there is nothing to accept. */
export const inviteOperation = word('RouteToAgent', 'Transfer', 'Conference', 'Intrude', 'Restore');

const partyAttributes = {
  AgentId: optional(name, 'An agent,'),
  PlaceId: optional(name, 'and where.'),
  RouterId: optional(name, 'Or a router (its ClientName),'),
  StrategyId: optional(name, 'and the strategy that it runs.'),
  VisibilityMode: optional(visibilityMode, 'How the agent takes part.'),
};

export const party = group(partyAttributes, 'Party');

export const actor = group(
  {
    ...partyAttributes,
    ClientName: optional(name, 'Or a client that is no party, such as a media server.'),
  },
  'Actor',
);

/** What every copy for reporting carries. */
export const reported = {
  EventTime: optional(timestamp, 'When it happened.'),
  EventSequence: optional(uint, 'Number of the event in its tenant, without gaps. Only in copies for reporting.'),
  Actor: optional(actor, 'Who caused it. Missing when the server did by itself (a timer).'),
};

/** An event about an interaction, for reporting or for parties. */
export const aboutInteraction = {
  ...reported,
  Interaction: required(interaction, 'The interaction after it. User data only where asked for, and for parties.'),
};

/** An event about an agent, for reporting. */
export const aboutAgent = {
  ...reported,
  TenantId: required(name, 'Tenant of the agent.'),
  AgentId: required(name, 'The agent,'),
  PlaceId: required(name, 'and where it is logged in.'),
};

/** Changes of user data: whole top-level keys. */
export const propertyChanges = {
  AddedProperties: optional(kv, 'Keys to set, in place where they exist.'),
  ChangedProperties: optional(kv, 'Keys to set; wins over AddedProperties.'),
  DeletedProperties: optional(list(userDataKey), 'Names of keys to remove, before any is set.'),
};

/** The changes of user data that an event tells of. */
export const changesMade = {
  AddedProperties: optional(kv, 'Keys that were added.'),
  ChangedProperties: optional(kv, 'Keys whose values were replaced.'),
  DeletedProperties: optional(list(userDataKey), 'Names of keys that were removed.'),
};

/** An agent's state as a whole. */
export const agentState = group(
  {
    TenantId: required(name, 'Tenant of the agent.'),
    AgentId: required(name, 'The agent,'),
    PlaceId: required(name, 'and where it is logged in.'),
    MediaStateList: required(record(flag), 'Media that the agent has: 0 not ready, 1 ready.'),
    MediaCapacityList: optional(record(uint), 'How many more interactions of each media it may get now.'),
    MediaInteractionsList: optional(record(uint), 'How many interactions of each media it is offered or handles.'),
    MediaReasonList: optional(record(reason), 'Reason of the last change, by media.'),
    DonotDisturb: required(flag, '1 while the agent does not want to be disturbed.'),
    Reason: optional(reason, "Reason of the agent's state as a whole."),
  },
  'AgentState',
);

/** What is wanted of a tenant, beside its agents' states. */
export const tenantReporting = group(
  {
    Workbins: optional(flag, '1: events about workbins too.'),
    Interactions: optional(flag, "1: the agents' interactions too."),
  },
  'TenantReporting',
);

/** How many interactions of a media a queue has. */
export const queueCounts = group(
  {
    Queue: required(name, 'The queue.'),
    MediaType: required(name, 'The media.'),
    Waiting: required(uint, 'In the queue.'),
    InRouting: required(uint, 'Taken from it and with a router.'),
    OnAgents: required(uint, 'Taken from it and with agents.'),
  },
  'QueueCounts',
);

/** An interaction that a router holds. */
export const sessionInteraction = group(
  {
    InteractionId: required(text, 'The interaction.'),
    Strategy: optional(name, 'Strategy that it was pulled for.'),
    Queue: optional(name, 'Queue that it was taken from.'),
    View: optional(name, 'View that it was taken from.'),
    Invited: required(flag, '1 while an agent is invited.'),
  },
  'SessionInteraction',
);

/** A configured workbin type. */
export const workbinType = group(
  {
    WorkbinTypeId: required(name, 'Name of the type.'),
    Owner: required(word('agent', 'agent-group', 'place', 'place-group'), 'What owns a workbin of this type.'),
    Order: optional(longText, 'Order of its content, as configured.'),
  },
  'WorkbinType',
);

/** What a diversion of a virtual queue led to. */
export const target = group(
  {
    AgentId: optional(name, 'Agent.'),
    PlaceId: optional(name, 'Place.'),
    AgentGroupId: optional(name, 'Agent group.'),
  },
  'Target',
);

/** What the events of a stay in a virtual queue have in common. */
export const virtualQueueStay = {
  VirtualQueue: required(name, 'The virtual queue.'),
  InteractionId: required(text, 'Identifier of what waits, as the router knows it.'),
  MediaType: required(name, 'Its media.'),
  TenantId: required(name, 'Tenant.'),
  EventTime: required(timestamp, 'When it happened.'),
  EventSequence: optional(uint, 'Number of the event, without gaps.'),
  RVQID: required(text, '32 characters that pair the events of one stay in one virtual queue.'),
  Priority: optional(int, 'Priority in the virtual queue.'),
  Strategy: optional(name, 'Strategy that routes it.'),
  UserData: optional(kv, 'User data.'),
};
