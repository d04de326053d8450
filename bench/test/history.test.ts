import { describe, expect, it } from 'vitest';
import { checkHistory, type Violation } from '../src/history/check.ts';
import type { Act, History, HistoryEvent } from '../src/history/record.ts';

const ID = '0001000000000001';

function act(step: Act['step'], by: string, change: Partial<Act> = {}): Act {
  return { step, by, interactionId: ID, sentAt: 0, endedAt: 1, outcome: 'acked', ...change };
}

/** `name party`, numbered from 1. */
function events(...lines: string[]): HistoryEvent[] {
  return lines.map((line, index) => {
    const [name = '', ...party] = line.split(' ');
    return { sequence: index + 1, epoch: 1, name, interactionId: ID, party: party.join(' '), queue: 'q' };
  });
}

const LIFE = [
  'EventInteractionSubmitted',
  'EventPlacedInQueue',
  'EventTakenFromQueue',
  'EventPartyAdded router r1',
  'EventAgentInvited agent a1',
  'EventAccepted agent a1',
  'EventPartyAdded agent a1',
  'EventPartyRemoved router r1',
  'EventPartyRemoved agent a1',
  'EventProcessingStopped',
];

const GOOD: History = {
  acts: [act('submit', 'm1'), act('pull', 'r1'), act('deliver', 'r1'), act('accept', 'a1'), act('stop', 'a1')],
  events: events(...LIFE),
  final: { live: new Map(), completed: [ID] },
};

function forged(change: Partial<History>): History {
  return { ...GOOD, ...change };
}

const without = (...names: string[]): HistoryEvent[] => events(...LIFE.filter((line) => !names.includes(line)));
const queued = forged({
  acts: [act('submit', 'm1')],
  events: events('EventInteractionSubmitted', 'EventPlacedInQueue'),
  final: { live: new Map([[ID, 'queue']]), completed: [] },
});

describe('history checker', () => {
  it.each([
    ['a whole life', GOOD],
    ['one that waits', queued],
    [
      'a stop whose answer never came',
      forged({ acts: [act('submit', 'm1'), act('stop', 'a1', { outcome: 'unknown' })] }),
    ],
    [
      'one given back and taken by another router',
      forged({
        acts: [act('submit', 'm1'), act('pull', 'r1'), act('pull', 'r2')],
        events: events(
          ...LIFE.slice(0, 4),
          'EventPartyRemoved router r1',
          'EventPlacedInQueue',
          'EventTakenFromQueue',
          'EventPartyAdded router r2',
        ),
        final: { live: new Map([[ID, 'router']]), completed: [] },
      }),
    ],
  ])('accepts %s', (_name, history) => {
    expect(checkHistory(history)).toEqual([]);
  });

  it.each<[string, Violation['kind'], History]>([
    ['an acked submit that is nowhere', 'lost', { ...queued, final: { live: new Map(), completed: [] } }],
    ['an acked stop that is still live', 'lost', forged({ final: { live: new Map([[ID, 'agents']]), completed: [] } })],
    ['two acked submits of one id', 'doubled', { ...queued, acts: [act('submit', 'm1'), act('submit', 'm1')] }],
    ['two acked stops', 'doubled', forged({ acts: [...GOOD.acts, act('stop', 'a2')] })],
    ['two completed rows', 'doubled', forged({ final: { live: new Map(), completed: [ID, ID] } })],
    ['live and completed at once', 'place', forged({ final: { live: new Map([[ID, 'queue']]), completed: [ID] } })],
    ['submitted twice', 'doubled', forged({ events: events(LIFE[0] as string, ...LIFE) })],
    ['going on after the stop', 'doubled', forged({ events: events(...LIFE, 'EventPlacedInQueue') })],
    [
      'two routers at once',
      'two takers',
      forged({ events: events(...LIFE.slice(0, 4), 'EventPartyAdded router r2', ...LIFE.slice(4)) }),
    ],
    [
      'two agents at once',
      'two takers',
      forged({ events: events(...LIFE.slice(0, 8), 'EventPartyAdded agent a2', ...LIFE.slice(8)) }),
    ],
    ['a taker while it is in a queue', 'two takers', forged({ events: without('EventTakenFromQueue') })],
    ['taken twice from one queue', 'two takers', forged({ events: events(...LIFE.slice(0, 3), ...LIFE.slice(2)) })],
    ['an acked pull that no event tells of', 'unreported', forged({ acts: [...GOOD.acts, act('pull', 'r2')] })],
    ['an acked accept that no event tells of', 'unreported', forged({ acts: [...GOOD.acts, act('accept', 'a2')] })],
    [
      'a row that no event tells of',
      'unreported',
      forged({ final: { live: new Map([['X', 'queue']]), completed: [ID] } }),
    ],
    [
      'a row that its events contradict',
      'place',
      { ...queued, final: { live: new Map([[ID, 'agents']]), completed: [] } },
    ],
    ['a gap in EventSequence', 'gap', forged({ events: GOOD.events.filter((event) => event.sequence !== 5) })],
    [
      'an old epoch that writes after a new one',
      'order',
      forged({ events: GOOD.events.map((event) => ({ ...event, epoch: event.sequence === 5 ? 2 : 1 })) }),
    ],
  ])('refuses %s', (_name, kind, history) => {
    expect(checkHistory(history).map((violation) => violation.kind)).toContain(kind);
  });
});
