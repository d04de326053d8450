import { EventCurrentState, type Packed } from '@ixn/protocol';
import type { Agent } from '../state/agent.ts';
import { mediaCapacities, mediaStates } from './agent-status.ts';
import type { EffectAttributes, Effects } from './effects.ts';
import { packInteraction } from './interaction-properties.ts';
import { PAGE_ENTRIES } from './limits.ts';
import { partyOf } from './parties.ts';
import { keptReason } from './reasons.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** Which parts of the state are asked for. */
export interface Wanted {
  readonly agents: boolean;
  readonly queues: boolean;
  /** Interactions that agents handle. */
  readonly interactions: boolean;
}

/** The present state as answers to a subscription, in pages of bounded size; the last one says so. */
export function sendCurrentState(state: State, request: Request, wanted: Wanted, effects: Effects): void {
  const pages = new Pages(state, request, effects);
  if (wanted.agents) {
    for (const sessions of state.agents.values()) {
      for (const agent of sessions) pages.room(agentSize(agent)).agents.push(agentState(state, agent));
    }
  }
  if (wanted.queues) {
    for (const counts of queueStates(state)) pages.room(COUNTS_SIZE).queues.push(counts);
  }
  if (wanted.interactions) {
    for (const packed of handled(state)) pages.room(packed.length).interactions.push(packed);
  }
  pages.turn(1);
}

/** Bytes of the counts of a queue and media, with the longest names. */
const COUNTS_SIZE = 640;

/** The page that is being filled. */
class Pages {
  readonly #state: State;
  readonly #request: Request;
  readonly #effects: Effects;
  #entries = 0;
  #size = 0;
  agents: EffectAttributes[] = [];
  queues: EffectAttributes[] = [];
  interactions: Packed[] = [];

  constructor(state: State, request: Request, effects: Effects) {
    this.#state = state;
    this.#request = request;
    this.#effects = effects;
  }

  /** Makes room for one more entry: on the page, or on the next one. */
  room(size: number): this {
    const isFull = this.#entries === PAGE_ENTRIES || this.#size + size > this.#state.maxAnswerSize;
    if (isFull && this.#entries > 0) this.turn(0);
    this.#entries++;
    this.#size += size;
    return this;
  }

  /** Says the page and begins the next one. */
  turn(last: 0 | 1): void {
    const { session, referenceId } = this.#request;
    this.#effects.answer(session.client.id, referenceId, EventCurrentState, {
      EventTime: this.#state.now,
      EventSequence: this.#state.counters.eventSequence,
      Agents: this.agents,
      Queues: this.queues,
      Interactions: this.interactions,
      Last: last,
    });
    this.agents = [];
    this.queues = [];
    this.interactions = [];
    this.#entries = 0;
    this.#size = 0;
  }
}

/** Bytes of an agent's state, roughly and rather too many. */
function agentSize({ session, load }: Agent): number {
  let size = 1024 + session.reason.length * 2;
  for (const { name, reason } of session.media) size += name.length * 9 + reason.length + 32;
  for (const name of load.keys()) size += name.length * 3 + 16;
  return size;
}

function agentState(state: State, agent: Agent): EffectAttributes {
  const { agentId, placeId, media, doNotDisturb, reason } = agent.session;
  const interactions = new Map<string, number>();
  const reasons = new Map<string, Packed>();
  for (const [name, load] of agent.load) {
    if (load.invited + load.handling > 0) interactions.set(name, load.invited + load.handling);
  }
  for (const { name, reason: given } of media) {
    const kept = keptReason(given);
    if (kept !== undefined) reasons.set(name, kept);
  }
  return {
    TenantId: state.configuration.tenantId,
    AgentId: agentId,
    PlaceId: placeId,
    MediaStateList: mediaStates(agent),
    MediaCapacityList: mediaCapacities(state, agent),
    MediaInteractionsList: interactions,
    MediaReasonList: reasons.size === 0 ? undefined : reasons,
    DonotDisturb: doNotDisturb ? 1 : 0,
    Reason: keptReason(reason),
  };
}

function* queueStates(state: State): Generator<EffectAttributes> {
  for (const queue of state.queues.values()) {
    for (const [media, counts] of queue.counts) {
      const { waiting, inRouter, onAgents } = counts;
      if (waiting + inRouter + onAgents === 0) continue;
      yield { Queue: queue.name, MediaType: media, Waiting: waiting, InRouting: inRouter, OnAgents: onAgents };
    }
  }
}

function* handled(state: State): Generator<Packed> {
  for (const sessions of state.agents.values()) {
    for (const agent of sessions) {
      for (const interaction of agent.engaged) {
        if (partyOf(interaction, agent) === undefined) continue;
        yield packInteraction(interaction, { tenantId: state.configuration.tenantId, userData: false });
      }
    }
  }
}
