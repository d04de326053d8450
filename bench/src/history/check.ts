import type { Act, History, HistoryEvent } from './record.ts';

export interface Violation {
  readonly kind: 'lost' | 'doubled' | 'two takers' | 'gap' | 'order' | 'unreported' | 'place';
  readonly interactionId: string | null;
  readonly text: string;
}

/**
 * Proves a history: nothing acknowledged is lost, nothing is done twice (bars.md, "Faults").
 *
 * - every acked submit is in one place or stopped, and in one only
 * - an acked stop is a completed row; no interaction completes twice, or goes on after it
 * - one taker at a time: parties come and go as the events say, never a second one while one holds it
 * - each acked step of a taker is an event of that taker
 * - EventSequence has no gap, and epochs never go back
 * - the last event of an interaction agrees with its row
 */
export function checkHistory(history: History): Violation[] {
  return [
    ...checkSequence(history.events),
    ...checkPlaces(history),
    ...checkLives(history),
    ...checkAckedSteps(history),
  ];
}

function checkSequence(events: readonly HistoryEvent[]): Violation[] {
  const violations: Violation[] = [];
  for (let index = 1; index < events.length; index++) {
    const before = events[index - 1] as HistoryEvent;
    const event = events[index] as HistoryEvent;
    if (event.sequence !== before.sequence + 1) {
      violations.push({
        kind: 'gap',
        interactionId: event.interactionId,
        text: `EventSequence ${event.sequence} follows ${before.sequence}`,
      });
    }
    if (event.epoch < before.epoch) {
      violations.push({
        kind: 'order',
        interactionId: event.interactionId,
        text: `event ${event.sequence} of epoch ${event.epoch} stands after one of epoch ${before.epoch}`,
      });
    }
  }
  return violations;
}

function checkPlaces({ acts, final }: History): Violation[] {
  const violations: Violation[] = [];
  const completed = new Map<string, number>();
  for (const id of final.completed) completed.set(id, (completed.get(id) ?? 0) + 1);
  for (const [id, times] of completed) {
    if (times > 1) violations.push({ kind: 'doubled', interactionId: id, text: `${times} completed rows` });
    if (final.live.has(id)) violations.push({ kind: 'place', interactionId: id, text: 'both live and completed' });
  }
  const submitted = new Set<string>();
  for (const act of acts) {
    if (act.outcome !== 'acked') continue;
    const { interactionId: id } = act;
    if (act.step === 'submit') {
      if (submitted.has(id)) violations.push({ kind: 'doubled', interactionId: id, text: 'two submits acked' });
      submitted.add(id);
      if (!final.live.has(id) && !completed.has(id)) {
        violations.push({
          kind: 'lost',
          interactionId: id,
          text: 'submit acked, and it is neither live nor completed',
        });
      }
    } else if (act.step === 'stop' && !completed.has(id)) {
      violations.push({ kind: 'lost', interactionId: id, text: `stop by ${act.by} acked, and it is not completed` });
    }
  }
  return violations;
}

/** Walks each interaction through its events. */
function checkLives({ events, final }: History): Violation[] {
  const violations: Violation[] = [];
  const lives = new Map<string, Life>();
  for (const event of events) {
    if (event.interactionId === null) continue;
    let life = lives.get(event.interactionId);
    if (life === undefined) {
      life = new Life();
      lives.set(event.interactionId, life);
    }
    const wrong = life.apply(event);
    if (wrong !== null) {
      violations.push({ ...wrong, interactionId: event.interactionId, text: `event ${event.sequence}: ${wrong.text}` });
    }
  }
  for (const [id, life] of lives) {
    const row = final.live.get(id);
    const expected = life.expectedPlace();
    if (expected !== (row ?? null)) {
      violations.push({
        kind: 'place',
        interactionId: id,
        text: `its events end ${expected ?? 'stopped'}, its row says ${row ?? 'not live'}`,
      });
    }
  }
  for (const id of final.live.keys()) {
    if (!lives.has(id)) violations.push({ kind: 'unreported', interactionId: id, text: 'live without an event' });
  }
  return violations;
}

type Wrong = Pick<Violation, 'kind' | 'text'>;

/** One interaction as its events tell it: submitted → queued ⇄ held by takers → stopped. */
class Life {
  #submitted = false;
  #queued = false;
  #stopped = false;
  readonly #parties = new Set<string>();

  apply({ name, party }: HistoryEvent): Wrong | null {
    if (name === 'EventInteractionSubmitted') {
      if (this.#submitted) return { kind: 'doubled', text: 'submitted again' };
      this.#submitted = true;
      return null;
    }
    if (!this.#submitted) return { kind: 'order', text: `${name} before it was submitted` };
    if (this.#stopped) return { kind: 'doubled', text: `${name} after it was stopped` };
    switch (name) {
      case 'EventPlacedInQueue':
        if (this.#parties.size > 0) return { kind: 'two takers', text: `in a queue while ${this.#names()} has it` };
        this.#queued = true;
        return null;
      case 'EventTakenFromQueue':
        if (!this.#queued) return { kind: 'two takers', text: 'taken from a queue that it was not in' };
        this.#queued = false;
        return null;
      case 'EventPartyAdded':
        return this.#added(party);
      case 'EventPartyRemoved':
        if (!this.#parties.delete(party)) return { kind: 'order', text: `${party} removed, but was no party` };
        return null;
      case 'EventProcessingStopped':
        if (this.#parties.size > 0) return { kind: 'order', text: `stopped while ${this.#names()} has it` };
        this.#stopped = true;
        return null;
      default:
        return null;
    }
  }

  /** Null: stopped. */
  expectedPlace(): string | null {
    if (this.#stopped) return null;
    if (this.#queued) return 'queue';
    return [...this.#parties].some((party) => party.startsWith('agent ')) ? 'agents' : 'router';
  }

  /** On acceptance the agent is added before the router is removed; any other second party is one too many. */
  #added(party: string): Wrong | null {
    if (this.#queued) return { kind: 'two takers', text: `${party} added while it is in a queue` };
    const handsOver =
      this.#parties.size === 1 && [...this.#parties][0]?.startsWith('router ') && party.startsWith('agent ');
    if (this.#parties.size > 0 && !handsOver)
      return { kind: 'two takers', text: `${party} added beside ${this.#names()}` };
    this.#parties.add(party);
    return null;
  }

  #names(): string {
    return [...this.#parties].join(', ');
  }
}

/** The event that proves an acked step of a taker, and how it names the taker. */
const PROOFS: Readonly<Partial<Record<Act['step'], { readonly event: string; readonly kind: string }>>> = {
  pull: { event: 'EventPartyAdded', kind: 'router' },
  accept: { event: 'EventPartyAdded', kind: 'agent' },
};

function checkAckedSteps({ acts, events }: History): Violation[] {
  const happened = new Map<string, number>();
  for (const { name, interactionId, party } of events) {
    const key = `${name} ${interactionId} ${party}`;
    happened.set(key, (happened.get(key) ?? 0) + 1);
  }
  const violations: Violation[] = [];
  const stops = new Map<string, number>();
  for (const act of acts) {
    if (act.outcome !== 'acked') continue;
    if (act.step === 'submit' && !happened.has(`EventInteractionSubmitted ${act.interactionId} `)) {
      violations.push(unreported(act, 'EventInteractionSubmitted'));
    }
    if (act.step === 'stop') stops.set(act.interactionId, (stops.get(act.interactionId) ?? 0) + 1);
    const proof = PROOFS[act.step];
    if (proof === undefined) continue;
    const key = `${proof.event} ${act.interactionId} ${proof.kind} ${act.by}`;
    const left = happened.get(key) ?? 0;
    if (left === 0) violations.push(unreported(act, proof.event));
    else happened.set(key, left - 1);
  }
  for (const [id, times] of stops) {
    if (times > 1) violations.push({ kind: 'doubled', interactionId: id, text: `${times} stops acked` });
  }
  return violations;
}

function unreported({ step, by, interactionId }: Act, event: string): Violation {
  return { kind: 'unreported', interactionId, text: `${step} by ${by} acked, and no ${event} tells of it` };
}
