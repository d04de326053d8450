import type { State } from '../../src/engine/state.ts';
import { mayGet } from '../../src/engine/submitters.ts';
import { refreshView } from '../../src/engine/view-pulls.ts';
import type { Interaction } from '../../src/state/interaction.ts';
import type { Queue, QueueCounts } from '../../src/state/queue.ts';
import type { Timer } from '../../src/state/timer.ts';

/** What must hold between any two commands. Throws with what does not. */
export function checkInvariants(state: State): void {
  for (const interaction of state.interactions.values()) {
    checkPlace(state, interaction);
    checkTimers(interaction);
  }
  checkHeap(state);
  checkViews(state);
  checkCounts(state);
  checkRouters(state);
  checkAgents(state);
  checkPulls(state);
  must(state.awake.length + state.emptied.length + state.changedAgents.length === 0, 'something was left undone');
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** It is in one place, and its parties are those of the place. */
function checkPlace(state: State, interaction: Interaction): void {
  const { id, place, parties } = interaction;
  must(state.interactions.get(id) === interaction, `${id} is not itself`);
  const kinds = parties.map(({ kind }) => kind).join();
  if (place.kind === 'queue') {
    must(kinds === '' && interaction.invitations.length === 0, `${id} waits and has parties or invitations`);
    must(place.queue === interaction.queue, `${id} is in another queue than it says`);
  } else if (place.kind === 'router') {
    must(kinds === 'router', `${id} is in routing with parties ${kinds}`);
    must(
      state.routers.get(place.router)?.holding.has(interaction) === true,
      `${id} is with a router that does not know`,
    );
  } else {
    must(place.kind === 'agents' && /^agent(,agent)*$/.test(kinds), `${id} is in ${place.kind} with parties ${kinds}`);
    must(interaction.invitations.length === 0, `${id} is handled and offered`);
  }
}

/** One timer for each thing that has a time. */
function checkTimers(interaction: Interaction): void {
  const { id, place, parties, invitations } = interaction;
  const found: string[] = [];
  for (let timer = interaction.timers; timer !== null; timer = timer.next) {
    must(timer.subject === interaction && timer.position >= 0, `${id} has a timer that is not armed`);
    if (timer.kind === 'routing') found.push('routing');
    else if (timer.kind === 'handling') found.push(`handling ${parties.indexOf(timer.detail)}`);
    else found.push(`delivering ${invitations.indexOf(timer.detail.invitation)}`);
  }
  const wanted = [
    ...(place.kind === 'router' ? ['routing'] : []),
    ...(place.kind === 'agents' ? parties.map((_, at) => `handling ${at}`) : []),
    ...invitations.map((_, at) => `delivering ${at}`),
  ];
  must(found.toSorted().join() === wanted.toSorted().join(), `${id} has timers ${found.join()}, not ${wanted.join()}`);
}

function checkHeap(state: State): void {
  const armed = state.timers.armed();
  armed.forEach((timer, at) => {
    must(timer.position === at, 'a timer does not know its place in the heap');
    const above = armed[(at - 1) >> 1] as Timer;
    must(at === 0 || above.due <= timer.due, 'the heap is out of order');
    must(isWanted(state, timer), `a ${timer.kind} timer is armed for nothing`);
  });
}

function isWanted(state: State, timer: Timer): boolean {
  switch (timer.kind) {
    case 'pull-hold':
      return timer.subject.router.pulls.has(timer.subject);
    case 'agent-restore':
      return timer.subject.session.client === 0 && state.places.get(timer.subject.session.placeId) === timer.subject;
    case 'router-restore':
      return timer.subject.client === 0 && state.routers.get(timer.subject.key) === timer.subject;
    case 'login':
      return state.clients.get(timer.subject.client.id) === timer.subject && timer.subject.agent === null;
    case 'view-advance':
      return state.views.get(timer.subject.name) === timer.subject;
    default:
      return state.interactions.get(timer.subject.id) === timer.subject;
  }
}

/** In a view's index if and only if it waits in the queue, is not held, and the condition holds. */
function checkViews(state: State): void {
  for (const queue of state.queues.values()) {
    const waiting = [...state.interactions.values()].filter(
      ({ place, isHeld }) => place.kind === 'queue' && place.queue === queue.name && !isHeld,
    );
    for (const view of queue.views) {
      refreshView(state, view);
      const { condition, order } = view.rule.compiled;
      const shown = waiting
        .filter((one) => condition === null || condition.evaluate(one, state.now))
        .toSorted(
          (a, b) => order.leading(a, state.now) - order.leading(b, state.now) || order.compareEqual(a, b, state.now),
        );
      const found = [...view.index.inOrder(state.now)];
      must(ids(found) === ids(shown), `view ${view.name} shows ${ids(found)}, not ${ids(shown)}`);
    }
  }
}

function ids(interactions: readonly Interaction[]): string {
  return interactions.map(({ id }) => id).join();
}

/** Counters are what a recount gives. */
function checkCounts(state: State): void {
  const counted = new Map<string, number>();
  const count = (key: string): void => void counted.set(key, (counted.get(key) ?? 0) + 1);
  for (const interaction of state.interactions.values()) {
    const { place, mediaType, deliveredAt, movedToQueueAt } = interaction;
    if (place.kind === 'queue') {
      count(`${place.queue} ${mediaType} waiting`);
      if (deliveredAt === 0) count(`${place.queue} ${mediaType} neverDelivered`);
      count(`${place.queue} ${mediaType} second ${Math.floor(movedToQueueAt / 1000)}`);
      count(`${place.queue} size`);
    } else if ((place.kind === 'router' || place.kind === 'agents') && place.origin?.kind === 'queue') {
      count(`${place.origin.queue} ${mediaType} ${place.kind === 'router' ? 'inRouter' : 'onAgents'}`);
      count(`${place.origin.queue} size`);
    }
  }
  const kept = new Map<string, number>();
  for (const queue of state.queues.values()) keepCounts(queue, kept);
  compare(kept, counted, 'counts of queues');
}

function keepCounts(queue: Queue, kept: Map<string, number>): void {
  must(!queue.removed || queue.size > 0, `queue ${queue.name} is removed and empty, but still there`);
  const keep = (key: string, value: number): void => {
    if (value !== 0) kept.set(key, value);
  };
  keep(`${queue.name} size`, queue.size);
  for (const [media, counts] of queue.counts) {
    for (const name of ['waiting', 'neverDelivered', 'inRouter', 'onAgents'] satisfies (keyof QueueCounts)[]) {
      keep(`${queue.name} ${media} ${name}`, counts[name]);
    }
    for (const [second, arrived] of counts.arrivals) keep(`${queue.name} ${media} second ${second}`, arrived);
  }
}

function checkRouters(state: State): void {
  const kept = new Map<string, number>();
  const counted = new Map<string, number>();
  for (const router of state.routers.values()) {
    must(
      router.client !== 0 || router.restore !== null || router.holding.size > 0,
      `router ${router.key} is left over`,
    );
    for (const { strategy, current } of router.strategies.values())
      if (current > 0) kept.set(`${router.key} ${strategy}`, current);
    for (const { id, place } of router.holding) {
      must(state.interactions.has(id) && place.kind === 'router', `${id} is held by ${router.key} but not in routing`);
      add(counted, `${router.key} ${place.strategy}`);
      if (place.submitter !== '' && state.submitters.has(place.submitter)) add(counted, `submitter ${place.submitter}`);
    }
  }
  for (const [name, { current }] of state.submitters) if (current > 0) kept.set(`submitter ${name}`, current);
  compare(kept, counted, 'counts of routers');
}

function checkAgents(state: State): void {
  const kept = new Map<string, number>();
  const counted = new Map<string, number>();
  for (const { mediaType, parties, invitations } of state.interactions.values()) {
    const handling = new Set<string>();
    for (const party of parties) {
      if (party.kind !== 'agent') continue;
      const where = `${party.agentId}@${party.placeId}`;
      const isHere = state.agents.get(party.agentId)?.some(({ session }) => session.placeId === party.placeId);
      if (isHere === true) handling.add(`${where} ${mediaType} handling`);
      else must(state.leftBehind.has(party.agentId), `${where} has gone, and nothing is left behind`);
    }
    for (const key of handling) add(counted, key);
    for (const { agentId, placeId } of invitations) add(counted, `${agentId}@${placeId} ${mediaType} invited`);
  }
  const agents = [...state.agents.values()].flat();
  must(agents.length === state.agentCount && agents.length === state.places.size, 'agents are miscounted');
  for (const agent of agents) {
    const where = `${agent.session.agentId}@${agent.session.placeId}`;
    for (const [media, { invited, handling }] of agent.load) {
      if (invited > 0) kept.set(`${where} ${media} invited`, invited);
      if (handling > 0) kept.set(`${where} ${media} handling`, handling);
    }
    for (const { id } of agent.engaged)
      must(state.interactions.has(id), `${where} is engaged in ${id}, which is not live`);
  }
  compare(kept, counted, 'loads of agents');
  for (const [media, counts] of state.agentMedia) {
    const having = agents.filter(({ session }) => session.media.some(({ name }) => name === media));
    const ready = agents.filter(({ session }) => session.media.some((one) => one.name === media && one.ready));
    const handling = agents.filter(({ load }) => (load.get(media)?.handling ?? 0) > 0);
    must(counts.agents === having.length, `agents with ${media}: ${counts.agents}, not ${having.length}`);
    must(counts.ready === ready.length, `agents ready for ${media}: ${counts.ready}, not ${ready.length}`);
    must(counts.handling === handling.length, `agents handling ${media}: ${counts.handling}, not ${handling.length}`);
  }
}

/** No pull is open to which something in view could be given. */
function checkPulls(state: State): void {
  for (const router of state.routers.values()) {
    for (const pull of router.pulls) {
      must(pull.hold !== null && pull.hold.position >= 0, 'a pull waits without a time');
      must(pull.client === router.client, 'a pull waits for a client that has gone');
      for (const view of pull.views) {
        must(state.views.get(view.name) === view, `a pull waits for view ${view.name}, which is no more`);
        must(view.pulls.has(pull), `a pull waits for view ${view.name}, which does not know`);
        const isEmpty = view.frozenUntil > state.now || view.index.first(state.now) === undefined;
        must(
          isEmpty || mayGet(state, router, pull.strategy, pull.submitter) === 0,
          `a pull waits, and ${view.name} shows something`,
        );
      }
    }
  }
  for (const view of state.views.values()) {
    for (const pull of view.pulls)
      must(pull.router.pulls.has(pull), `view ${view.name} waits for a pull that has ended`);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function compare(kept: ReadonlyMap<string, number>, counted: ReadonlyMap<string, number>, what: string): void {
  const text = (counts: ReadonlyMap<string, number>): string =>
    [...counts]
      .map(([key, n]) => `${key}: ${n}`)
      .toSorted()
      .join('; ');
  must(text(kept) === text(counted), `${what} are ${text(kept)}, a recount gives ${text(counted)}`);
}
