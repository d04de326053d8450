import type { State } from '../../src/engine/state.ts';
import type { Interaction } from '../../src/state/interaction.ts';
import type { Queue } from '../../src/state/queue.ts';
import type { Timer } from '../../src/state/timer.ts';

type Plain = Readonly<Record<string, unknown>>;

/** All that a state knows, as plain data to compare. Time itself is left out. */
export function snapshot(state: State): Plain {
  return {
    counters: { ...state.counters },
    generated: state.generated,
    clients: [...state.clients.values()].map(({ client, agent, router }) => [
      client.id,
      agent?.session.agentId ?? '',
      router?.key ?? '',
    ]),
    ...kept(state),
    timers: state.timers.armed().map(timerLine).toSorted(),
    pulls: [...state.routers.values()].map((router) => [...router.pulls].map((pull) => pull.referenceId)),
    listeners: [...state.changeListeners].map(([name, sessions]) => [name, sessions.length]),
    audiences: (['agents', 'interactions', 'custom'] as const).map((topic) => state.subscriptions.audience(topic)),
    stopped: state.stopped.size,
  };
}

/** What survives a restart: all that follows from the rows of interactions and agents. */
export function kept(state: State): Plain {
  return {
    interactions: sorted([...state.interactions.values()].map(record), (one) => String(one['id'])),
    queues: sorted(
      [...state.queues.values()].map((queue) => queueState(queue, state.now)),
      (one) => String(one['name']),
    ),
    agents: sorted(
      [...state.agents.values()].flat().map(({ session, engaged, load }) => ({
        agentId: session.agentId,
        placeId: session.placeId,
        media: session.media.map((media) => ({ ...media })),
        doNotDisturb: session.doNotDisturb,
        reason: session.reason,
        engaged: [...engaged].map(({ id }) => id).toSorted(),
        load: sorted(
          [...load]
            .filter(([, { invited, handling }]) => invited + handling > 0)
            .map(([media, { invited, handling }]) => ({ media, invited, handling })),
          (one) => one.media,
        ),
      })),
      (one) => `${one.agentId} ${one.placeId}`,
    ),
    routers: sorted(
      [...state.routers.values()]
        .filter(({ holding }) => holding.size > 0)
        .map(({ key, holding, strategies }) => ({
          key,
          holding: [...holding].map(({ id }) => id).toSorted(),
          strategies: [...strategies.values()]
            .filter(({ current }) => current > 0)
            .map(({ strategy, current }) => [strategy, current]),
        })),
      (one) => one.key,
    ),
    submitters: [...state.submitters.values()].map(({ rule, current }) => [rule.name, current]),
    leftBehind: sorted(
      [...state.leftBehind].map(([agentId, left]) => ({ agentId, ids: [...left].map(({ id }) => id).toSorted() })),
      (one) => one.agentId,
    ),
    agentMedia: sorted(
      [...state.agentMedia]
        .filter(([, { agents, handling }]) => agents + handling > 0)
        .map(([media, counts]) => ({ media, ...counts })),
      (one) => one.media,
    ),
  };
}

/** The record of an interaction, without its timers. */
export function record(interaction: Interaction): Plain {
  const { timers: _, ...rest } = interaction;
  return structuredClone(rest);
}

function queueState(queue: Queue, now: number): Plain {
  return {
    name: queue.name,
    removed: queue.removed,
    size: queue.size,
    counts: sorted(
      [...queue.counts]
        .filter(([, { waiting, inRouter, onAgents }]) => waiting + inRouter + onAgents > 0)
        .map(([media, { arrivals, ...counts }]) => ({ media, ...counts, arrivals: [...arrivals].toSorted(byFirst) })),
      (one) => one.media,
    ),
    views: queue.views.map((view) => [view.name, [...view.index.inOrder(now)].map(({ id }) => id)]),
  };
}

function byFirst([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b;
}

function timerLine(timer: Timer): string {
  const { kind, due, subject } = timer;
  if (kind === 'pull-hold') return `${kind} ${subject.referenceId} ${due}`;
  if (kind === 'agent-restore') return `${kind} ${subject.session.agentId} ${subject.session.placeId} ${due}`;
  if (kind === 'router-restore') return `${kind} ${subject.key} ${due}`;
  if (kind === 'login') return `${kind} ${subject.client.id} ${due}`;
  if (kind === 'view-advance') return `${kind} ${subject.name} ${due}`;
  return `${kind} ${subject.id} ${due}`;
}

function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
