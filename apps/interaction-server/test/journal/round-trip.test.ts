import { requirePart } from '@ixn/parts/vitest';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletedInteraction, Interaction } from '../../src/state/interaction.ts';
import type { CustomProperty } from '../../src/journal/custom-columns.ts';
import { completed, course, interaction, nextId, properties, record, retry, session } from './support/arbitrary.ts';
import { settingsOf, testBed, type TestBed } from './support/database.ts';
import { batch, openJournal, recoverAll, type TestJournal } from './support/journals.ts';

const CUSTOM: readonly CustomProperty[] = [
  { key: 'Segment', column: 'segment', type: 'string', indexed: true },
  { key: 'Score', column: 'score', type: 'number', indexed: false },
  { key: 'Due', column: 'due', type: 'timestamp', indexed: true },
];

/** A step of one interaction, chosen among those that live by `pick`. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), fields: record }),
  fc.record({ kind: fc.constant('move' as const), pick: fc.nat(), fields: course }),
  fc.record({ kind: fc.constant('change' as const), pick: fc.nat(), fields: properties }),
  fc.record({
    kind: fc.constant('stop' as const),
    pick: fc.nat(),
    reason: fc.string().map((text) => text.replaceAll('\0', '')),
    retry: fc.option(retry),
  }),
);

describe.runIf(await requirePart('postgres', 'the journal: round trip'))('what is committed', () => {
  let bed: TestBed;
  let made: TestJournal;
  let number = 0;

  beforeAll(async () => {
    bed = await testBed();
    made = await openJournal(settingsOf(bed.url));
    await made.journal.useCustomProperties(CUSTOM);
  });
  afterAll(async () => {
    await made.journal.close();
    await bed.drop();
  });

  it('is what is recovered, whatever interactions went through', async () => {
    const { journal } = made;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 5 }), async (batches) => {
        await bed.sql('DELETE FROM interactions');
        const live = new Map<string, Interaction>();
        const stopped = new Map<string, CompletedInteraction>();
        for (const steps of batches) {
          // A row that changes several times stands in several sets: the journal decides what is written.
          const sets = {
            created: new Set<Interaction>(),
            moved: new Set<Interaction>(),
            changed: new Set<Interaction>(),
            deleted: new Set<Interaction>(),
          };
          const done: CompletedInteraction[] = [];
          for (const one of steps) {
            if (one.kind === 'create') {
              const fresh = interaction(nextId(), one.fields);
              live.set(fresh.id, fresh);
              sets.created.add(fresh);
              continue;
            }
            const target = [...live.values()][one.pick % Math.max(1, live.size)];
            if (target === undefined) continue;
            if (one.kind === 'stop') {
              live.delete(target.id);
              sets.deleted.add(target);
              done.push(completed(target.id, Date.now(), { stopReason: one.reason, retry: one.retry }));
              target.place = { kind: 'stopped', completedAt: 1, reason: one.reason };
            } else {
              Object.assign(target, one.fields);
              (one.kind === 'move' ? sets.moved : sets.changed).add(target);
            }
          }
          for (const one of done) stopped.set(one.id, one);
          await journal.commit(batch(++number, { ...sets, completed: done }));
        }
        const recovered = await recoverAll(journal);
        expect(recovered.live).toEqual(live);
        expect(await journal.findCompleted([...stopped.keys(), ...live.keys()])).toEqual(stopped);
      }),
      { numRuns: 80 },
    );
  });

  it('shares one place object among all that wait in a queue', async () => {
    await bed.sql('DELETE FROM interactions');
    const [fields] = fc.sample(record, 1);
    const inQueue = {
      ...fields!,
      queue: 'inbound',
      place: { kind: 'queue' as const, queue: 'inbound' },
      parties: [],
      invitations: [],
      retry: null,
    };
    const created = new Set([interaction(nextId(), inQueue), interaction(nextId(), inQueue)]);
    await made.journal.commit(batch(++number, { created }));
    const [first, second] = (await recoverAll(made.journal)).live.values();
    expect(first?.place).toEqual({ kind: 'queue', queue: 'inbound' });
    expect(first?.place).toBe(second?.place);
  });

  it('brings agents back, not connected, as they were said last', async () => {
    const sessions = fc.uniqueArray(session, { maxLength: 5, selector: ({ agentId }) => agentId });
    await fc.assert(
      fc.asyncProperty(sessions, async ([gone, ...rest]) => {
        await bed.sql('DELETE FROM agent_sessions');
        const removed = gone === undefined ? [] : [gone];
        await made.journal.commit(batch(++number, { agentsSaved: new Set([...removed, ...rest]) }));
        for (const one of rest) one.doNotDisturb = !one.doNotDisturb;
        await made.journal.commit(batch(++number, { agentsSaved: new Set(rest), agentsRemoved: new Set(removed) }));
        const { agents } = await recoverAll(made.journal);
        const byId = (a: { agentId: string }, b: { agentId: string }): number => (a.agentId < b.agentId ? -1 : 1);
        expect(agents.toSorted(byId)).toEqual(rest.map((one) => ({ ...one, client: 0 })).toSorted(byId));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps an agent who logged out and in again within one batch', async () => {
    await bed.sql('DELETE FROM agent_sessions');
    const old = {
      agentId: 'a',
      placeId: 'p',
      loggedInAt: 1_700_000_000_000,
      media: [],
      doNotDisturb: false,
      reason: '',
      client: 1,
    };
    await made.journal.commit(batch(++number, { agentsSaved: new Set([old]) }));
    const again = { ...old, loggedInAt: 1_700_000_000_500 };
    await made.journal.commit(batch(++number, { agentsSaved: new Set([again]), agentsRemoved: new Set([old]) }));
    expect((await recoverAll(made.journal)).agents).toEqual([{ ...again, client: 0 }]);
  });

  it('gives the counters of the newest batch', async () => {
    const counters = { eventSequence: 2 ** 40, submitSeq: 12_345, ticket: 2 ** 53 - 1 };
    await made.journal.commit(batch(++number, { events: new Uint8Array(100_000), eventCount: 7, counters }));
    expect((await recoverAll(made.journal)).counters).toEqual(counters);
    const [row] = await bed.sql(
      'SELECT event_count, length(events) AS bytes, last_sequence FROM outbox ORDER BY epoch DESC, batch DESC LIMIT 1',
    );
    expect(row).toEqual({ event_count: 7, bytes: 100_000, last_sequence: String(2 ** 40) });
  });

  it('says how far recovery is', async () => {
    await bed.sql('DELETE FROM interactions');
    const [fields] = fc.sample(record, 1);
    for (let part = 0; part < 5; part++) {
      const created = new Set(Array.from({ length: 5_000 }, () => interaction(nextId(), fields!)));
      await made.journal.commit(batch(++number, { created }));
    }
    const progress: string[] = [];
    await made.journal.recover({
      agent: () => undefined,
      interaction: () => undefined,
      progress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(progress).toEqual(['10000/25000', '20000/25000', '25000/25000']);
  });

  it('has columns that a person can read', async () => {
    await bed.sql('DELETE FROM interactions');
    const [fields] = fc.sample(record, 1);
    const one = interaction(nextId(), {
      ...fields!,
      place: { kind: 'agents', origin: null, view: '', since: 1 },
      parties: [
        { kind: 'router', routerId: 'r', strategyId: 's' },
        { kind: 'agent', agentId: 'coach', placeId: 'c', visibility: 'Coach', joinedAt: 1 },
        { kind: 'agent', agentId: 'agent', placeId: 'place', visibility: 'Conference', joinedAt: 1 },
      ],
      queue: 'inbound',
      externalId: '',
      deliveredAt: Date.UTC(2026, 0, 31, 12, 0, 0, 5),
      assignedAt: 0,
      custom: ['gold', 1.5, Date.UTC(2026, 1, 1)],
    });
    await made.journal.commit(batch(++number, { created: new Set([one]) }));
    const columns =
      'state, place, is_locked, agent_id, place_id, queue, external_id, delivered_at, assigned_at, segment, score, due';
    expect(await bed.sql(`SELECT ${columns} FROM interactions`)).toEqual([
      {
        state: 3,
        place: 3,
        is_locked: false,
        agent_id: 'agent',
        place_id: 'place',
        queue: 'inbound',
        external_id: null,
        delivered_at: new Date('2026-01-31T12:00:00.005Z'),
        assigned_at: null,
        segment: 'gold',
        score: 1.5,
        due: new Date('2026-02-01T00:00:00Z'),
      },
    ]);
  });
});
