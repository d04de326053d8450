import { isDeepStrictEqual } from 'node:util';
import {
  EventCurrentState,
  RequestAccept,
  RequestAddMedia,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestCancelNotReadyForMedia,
  RequestChangeProperties,
  type RequestDefinition,
  RequestDeliver,
  RequestDoNotDisturbOff,
  RequestDoNotDisturbOn,
  RequestFindInteractions,
  RequestGetInteractionProperties,
  RequestGetSessionInteractions,
  RequestNotReadyForMedia,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestRemoveMedia,
  RequestStopProcessing,
  RequestSubmit,
  RequestSubscribe,
} from '@ixn/protocol';
import type { TenantConfiguration } from '../../src/engine/configuration/tenant-configuration.ts';
import type { Client } from '../../src/state/client.ts';
import type { ClientSession } from '../../src/state/client-session.ts';
import { recordOf } from './database.ts';
import { checkInvariants, must } from './invariants.ts';
import { login, submission } from './scene.ts';
import { kept } from './snapshot.ts';
import { DOCUMENT, tenant } from './tenant.ts';
import { kv, World } from './world.ts';

/** One random step: what, and three numbers that choose among what there is. */
export interface Step {
  readonly what: keyof typeof STEPS;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const CLIENTS: readonly (readonly [string, Client['type']])[] = [
  ['media', 'Media server'],
  ['chat', 'Media server'],
  ['router', 'Routing engine'],
  ['rival', 'Routing engine'],
  ['desk', 'Agent application'],
  ['desk 2', 'Agent application'],
  ['stat', 'Reporting engine'],
  ['tool', 'Unknown'],
];
const ROUTERS = ['router', 'rival'];
const DESKS = ['desk', 'desk 2'];
const MEDIA = ['media', 'chat'];
const DECIDERS = [...ROUTERS, ...ROUTERS, ...DESKS, ...MEDIA];
const QUEUES = ['in', 'sorted', 'in', 'sorted', 'in', 'out', 'nowhere'];
const VIEWS = ['in', 'sorted/all', 'in', 'sorted/gold', 'sorted/old', 'out'];
const AGENTS = ['A1', 'A2', 'A1', 'A2', 'A9'];
const PLACES = ['P1', 'P2'];
const IDS = ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB', 'CCCCCCCCCCCCCCCC'];
const TIMES = [1, 1, 400, 400, 2_100, 2_100, 5_000, 31_000, 61_000, 700_000, 15_000_000];
const KEYS = ['', '', 'k1', 'k2'];
const DATA = [
  {},
  { Priority: 5 },
  { Segment: 'gold', Value: 7 },
  { 'delivering-timeout': 2, Segment: 7 },
  { 'handling-timeout': 1, 'routing-timeout': 20, DueAt: '2025-01-07T10:00:00Z' },
];
const ABOUT_MEDIA: readonly RequestDefinition[] = [
  RequestAddMedia,
  RequestRemoveMedia,
  RequestNotReadyForMedia,
  RequestCancelNotReadyForMedia,
  RequestCancelNotReadyForMedia,
  RequestDoNotDisturbOn,
  RequestDoNotDisturbOff,
  RequestDoNotDisturbOff,
];

const IN_ORDER = [{ name: 'in', order: 'priority desc' }];

const CONFIGURATIONS: readonly TenantConfiguration[] = [
  tenant({ 'not-ready-on-invitation-timeout': true, 'pull-hold-timeout': 3, 'login-session-timeout': 600 }),
  tenant(
    { 'allow-multiple-agent-connections': 'force-logout', 'default-view-freeze-interval': 2 },
    {
      queues: DOCUMENT.queues.filter(({ name }) => name !== 'out'),
      submitters: [],
      customProperties: [{ key: 'Segment', column: 'segment', type: 'string' }],
    },
  ),
  tenant(
    { 'allow-multiple-agent-connections': true, 'agent-capacity-control': 'none', 'pull-hold-timeout': 0 },
    { queues: DOCUMENT.queues.map((queue) => (queue.name === 'in' ? { name: 'in', views: IN_ORDER } : queue)) },
  ),
];

function pick<T>(items: readonly T[], at: number): T {
  return items[at % items.length] as T;
}

function keyed(at: number): ReturnType<typeof kv> | undefined {
  const key = pick(KEYS, at);
  return key === '' ? undefined : kv({ RequestKey: key });
}

function changes(at: number): Readonly<Record<string, unknown>> {
  if (at % 3 !== 0) return {};
  const deleted = at % 6 === 0 ? ['Segment'] : [];
  return { ChangedProperties: kv({ ...pick(DATA, at), IsOnline: at % 2 }), DeletedProperties: deleted };
}

/** What may happen next. */
export const STEPS = {
  submit: (walk: Walk, a: number, b: number, c: number): void =>
    walk.ask(pick(MEDIA, a), RequestSubmit, {
      ...submission({ Queue: pick(QUEUES, b), UserData: kv(pick(DATA, c)) }),
      InteractionId: c % 5 === 0 ? pick(IDS, a + b) : undefined,
      MediaType: c % 2 === 0 ? 'email' : 'chat',
    }),
  agentSubmit: (walk: Walk, a: number, b: number): void =>
    walk.ask(pick(DESKS, a), RequestSubmit, submission({ Queue: b % 3 === 0 ? 'in' : undefined })),
  pull: (walk: Walk, a: number, b: number, c: number): void =>
    walk.ask(pick(ROUTERS, a), RequestPull, {
      ViewId: c % 3 === 0 ? undefined : pick(VIEWS, b),
      Queue: c % 3 === 0 ? pick(QUEUES, b) : undefined,
      Count: 1 + (c % 3),
      Extension: kv({ 'pull-for-strategy': 'route', submitter: c % 7 === 0 ? 'in' : undefined }),
    }),
  agentPull: (walk: Walk, a: number, b: number, c: number): void =>
    walk.ask(pick(DESKS, a), RequestPull, { Queue: pick(QUEUES, b), Count: 1 + (c % 2) }),
  deliver: (walk: Walk, a: number, b: number, c: number): void => {
    const from = walk.decider(ROUTERS, a);
    if (walk.isIdle(from) && b % 4 !== 0) walk.feed(from, c);
    walk.ask(from, RequestDeliver, {
      InteractionId: walk.id(b, from),
      AgentId: pick(AGENTS, c),
      PlaceId: a % 4 === 0 ? pick(PLACES, c) : undefined,
      ...changes(b),
      Extension: keyed(c),
    });
  },
  accept: (walk: Walk, a: number, b: number): void => walk.answerInvitation(RequestAccept, a, b),
  reject: (walk: Walk, a: number, b: number): void => walk.answerInvitation(RequestReject, a, b),
  place: (walk: Walk, a: number, b: number, c: number): void => {
    const from = walk.decider(DECIDERS, a);
    const about = { InteractionId: walk.id(b, from), Queue: pick(QUEUES, c) };
    walk.ask(from, RequestPlaceInQueue, { ...about, ...changes(c), Extension: keyed(b) });
  },
  stop: (walk: Walk, a: number, b: number, c: number): void => {
    const from = walk.decider(DECIDERS, a);
    walk.ask(from, RequestStopProcessing, { InteractionId: walk.id(b, from), Extension: keyed(c) });
  },
  change: (walk: Walk, a: number, b: number, c: number): void => {
    const from = walk.decider(DECIDERS, a);
    walk.ask(from, RequestChangeProperties, { InteractionId: walk.id(b, from), ...changes(c), Extension: keyed(b) });
  },
  login: (walk: Walk, a: number, b: number, c: number): void => {
    const MediaList =
      a % 5 === 0
        ? undefined
        : new Map([
            ['email', 1],
            ['chat', c % 2],
          ]);
    const who = { TenantId: '100', AgentId: pick(AGENTS, b), PlaceId: pick(PLACES, b % 3 === 0 ? c : b) };
    walk.ask(pick(DESKS, a), RequestAgentLogin, { ...who, MediaList });
  },
  logout: (walk: Walk, a: number): void => walk.ask(pick(DESKS, a), RequestAgentLogout, {}),
  media: (walk: Walk, a: number, b: number, c: number): void =>
    walk.ask(pick(DESKS, a), pick(ABOUT_MEDIA, b), { MediaTypeName: c % 2 === 0 ? 'email' : 'chat' }),
  disconnect: (walk: Walk, a: number): void => walk.world.disconnect(pick(CLIENTS, a)[0]),
  connect: (walk: Walk, a: number): void => walk.connect(a),
  pass: (walk: Walk, a: number): void => walk.world.pass(pick(TIMES, a)),
  find: (walk: Walk): void =>
    walk.ask('tool', RequestFindInteractions, { Condition: 'priority >= 0', Order: 'priority desc', MaxCount: 3 }),
  session: (walk: Walk, a: number): void => walk.ask(pick(ROUTERS, a), RequestGetSessionInteractions, {}),
  subscribe: (walk: Walk): void => walk.ask('stat', RequestSubscribe, { TopicList: ['agents', 'interactions'] }),
  look: (walk: Walk, a: number, b: number): void => {
    const from = pick(['tool', 'router', 'desk', 'media'], a);
    walk.ask(from, RequestGetInteractionProperties, { InteractionId: walk.id(b, from) });
  },
  configure: (walk: Walk, a: number): void =>
    walk.world.apply({ kind: 'configure', configuration: pick(CONFIGURATIONS, a) }),
  restart: (walk: Walk, a: number): void => walk.restart(a),
} as const;

/** A world that takes random steps and checks, after each, what must always hold. */
export class Walk {
  readonly world = new World(CONFIGURATIONS[0]);
  #sequence = 0;
  /** Requests without an answer: ReferenceId → client. */
  readonly #pending = new Map<number, number>();

  constructor() {
    for (const [name, type] of CLIENTS) this.world.register(name, type);
    login(this.world, 'desk', 'A1', 'P1');
    login(this.world, 'desk 2', 'A2', 'P2');
    this.#check();
  }

  /** Takes a step. Throws with what does not hold afterwards. */
  take({ what, a, b, c }: Step): void {
    STEPS[what](this, a, b, c);
    this.#check();
  }

  ask(from: string, message: RequestDefinition, attributes: Readonly<Record<string, unknown>>): void {
    const { world } = this;
    const client = world.idOf(from);
    if (!world.state.clients.has(client)) return;
    this.#pending.set(world.ask(from, message, attributes), client);
  }

  /** An InteractionId: mostly one that the client has, now and then any, or one that is stopped. */
  id(at: number, from: string): string {
    const { state, database } = this.world;
    const session = this.#session(from);
    const own = [...(session?.router?.holding ?? session?.agent?.engaged ?? [])].map(({ id }) => id);
    if (own.length > 0 && at % 8 !== 0) return pick(own, at);
    const stopped = [...database.completed.keys()];
    if (stopped.length > 0 && at % 3 === 0) return pick(stopped, at);
    const all = [...state.interactions.keys()];
    return pick(all.length === 0 ? IDS : all, at);
  }

  /** A client: mostly one that has interactions to decide over. */
  decider(names: readonly string[], at: number): string {
    const busy = names.filter((name) => {
      const session = this.#session(name);
      return (session?.router?.holding.size ?? session?.agent?.engaged.size ?? 0) > 0;
    });
    return pick(busy.length > 0 && at % 6 !== 0 ? busy : names, at);
  }

  isIdle(router: string): boolean {
    return this.#session(router)?.router?.holding.size === 0;
  }

  /** Gives a router something to do. */
  feed(router: string, at: number): void {
    this.ask(pick(MEDIA, at), RequestSubmit, submission({ UserData: kv(pick(DATA, at)) }));
    this.ask(router, RequestPull, { ViewId: 'in', Count: 2, Extension: kv({ 'pull-for-strategy': 'route' }) });
  }

  answerInvitation(message: RequestDefinition, a: number, b: number): void {
    const open = [...this.world.state.interactions.values()].flatMap(({ id, invitations }) =>
      invitations.map(({ ticket, agentId }) => ({ id, ticket, agentId })),
    );
    if (open.length === 0) return;
    const { id, ticket, agentId } = pick(open, b);
    const desk = DESKS.find((name) => this.#session(name)?.agent?.session.agentId === agentId);
    this.ask(desk ?? pick(DESKS, a), message, { InteractionId: id, TicketId: ticket });
  }

  /** Connects those again that are not connected; a router may also take its own session over. */
  connect(at: number): void {
    const { world } = this;
    for (const [name, type] of CLIENTS) {
      const isConnected = world.state.clients.has(world.idOf(name));
      if (!isConnected || (type === 'Routing engine' && at % 5 === 0))
        world.register(name, type, type === 'Media server');
    }
  }

  restart(at: number): void {
    const { world } = this;
    const before = kept(world.state);
    world.restart();
    equal(kept(world.state), before, 'what was recovered');
    this.#pending.clear();
    world.apply({ kind: 'listening' });
    for (const [name, type] of CLIENTS) if ((at + name.length) % 5 !== 0) world.register(name, type);
    for (const { agentId, placeId } of world.database.agents.values()) {
      const desk = agentId === 'A1' ? 'desk' : 'desk 2';
      if (at % 3 !== 0 && this.#session(desk) !== undefined) login(world, desk, agentId, placeId);
    }
  }

  #session(name: string): ClientSession | undefined {
    return this.world.state.clients.get(this.world.idOf(name));
  }

  #check(): void {
    const { world } = this;
    for (const { referenceId, report, event } of world.take()) {
      if (report !== undefined)
        must(report.sequence === ++this.#sequence, `a gap before EventSequence ${report.sequence}`);
      if (event !== EventCurrentState) this.#pending.delete(referenceId);
    }
    checkInvariants(world.state);
    this.#checkPending();
    this.#checkRows();
  }

  /** Who has no answer waits for something, or has gone. */
  #checkPending(): void {
    const { state } = this.world;
    const waiting = new Set<number>();
    for (const { pulls } of state.routers.values()) for (const { referenceId } of pulls) waiting.add(referenceId);
    for (const { timers } of state.interactions.values()) {
      for (let timer = timers; timer !== null; timer = timer.next) {
        if (timer.kind === 'delivering') for (const referenceId of timer.detail.waiting) waiting.add(referenceId);
      }
    }
    for (const [referenceId, client] of this.#pending) {
      if (!state.clients.has(client)) this.#pending.delete(referenceId);
      else must(waiting.has(referenceId), `request ${referenceId} is not answered and waits for nothing`);
    }
  }

  /** The database knows all that memory knows. */
  #checkRows(): void {
    const { state, database } = this.world;
    equal(database.interactions.size, state.interactions.size, 'the number of rows');
    for (const interaction of state.interactions.values()) {
      equal(database.row(interaction.id), recordOf(interaction), `the row of ${interaction.id}`);
    }
    const sessions = [...state.agents.values()].flat().map(({ session }) => ({ ...session, client: 0 }));
    equal(new Set(database.agents.values()), new Set(sessions), 'the rows of agents');
  }
}

/** Compares member by member, so that what is wrong can be read. */
function equal(found: unknown, wanted: unknown, what: string): void {
  if (isDeepStrictEqual(found, wanted)) return;
  if (isPlain(found) && isPlain(wanted)) {
    for (const name of Object.keys({ ...found, ...wanted })) equal(found[name], wanted[name], `${what}.${name}`);
  }
  must(false, `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Set);
}
