import { describe, expect, test } from 'vitest';
import { createViewIndex } from '../../src/views/create-view-index.ts';
import { MAX_MOMENTS } from '../../src/views/evaluation/change-moments.ts';
import { LOOKED_AT_EVERY } from '../../src/views/indexes/polled-index.ts';
import { ADVANCE_LIMIT } from '../../src/views/indexes/timed-index.ts';
import { view } from './support/compiled.ts';
import { interaction, NEW_YEAR } from './support/interaction.ts';

const AGEING = 'priority + _time_in_queue() / 60 desc';

describe('a view index', () => {
  test('without condition and order: everything, oldest first', () => {
    const index = createViewIndex(view({}));
    const young = interaction({ movedToQueueAt: NEW_YEAR + 1 });
    const old = interaction({ movedToQueueAt: NEW_YEAR });
    expect([index.insert(young, NEW_YEAR), index.insert(old, NEW_YEAR)]).toEqual([true, true]);
    expect([index.first(NEW_YEAR), index.size, index.nextChangeAt()]).toEqual([old, 2, Infinity]);
    index.remove(old);
    expect([...index.inOrder(NEW_YEAR)]).toEqual([young]);
    index.remove(young);
    expect([index.first(NEW_YEAR), index.size]).toEqual([undefined, 0]);
  });

  test('does not keep what a condition without time hides', () => {
    const index = createViewIndex(view({ condition: "media_type = 'email'", order: AGEING }));
    const chat = interaction();
    expect([index.insert(chat, NEW_YEAR), index.size, index.first(NEW_YEAR)]).toEqual([false, 0, undefined]);
    index.remove(chat);
    expect(index.size).toBe(0);
  });

  test('shows an interaction at the very millisecond at which its time has come', () => {
    const index = createViewIndex(view({ condition: '_time_in_queue() > 30' }));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    expect([index.insert(subject, NEW_YEAR), index.nextChangeAt()]).toEqual([false, NEW_YEAR + 30_001]);
    expect([index.advance(NEW_YEAR + 30_000), index.size]).toEqual([0, 0]);
    expect([index.advance(NEW_YEAR + 30_001), index.first(NEW_YEAR)]).toEqual([1, subject]);
    expect(index.nextChangeAt()).toBe(Infinity);
  });

  test('hides an interaction when its time is over', () => {
    const index = createViewIndex(view({ condition: '_time_in_queue() between 10 and 20' }));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    index.insert(subject, NEW_YEAR + 12_000);
    expect([index.size, index.nextChangeAt()]).toEqual([1, NEW_YEAR + 20_001]);
    expect([index.advance(NEW_YEAR + 20_001), index.size, index.nextChangeAt()]).toEqual([0, 0, Infinity]);
    index.remove(subject);
  });

  test('waits for no time that changes nothing', () => {
    const index = createViewIndex(view({ condition: "segment = 'gold' and _time_in_queue() > 30" }));
    index.insert(interaction({ custom: ['tin', null, null] }), NEW_YEAR);
    expect(index.nextChangeAt()).toBe(Infinity);
  });

  test('forgets an interaction that was still hidden', () => {
    const index = createViewIndex(view({ condition: '_time_in_queue() > 30' }));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    index.insert(subject, NEW_YEAR);
    index.remove(subject);
    expect([index.nextChangeAt(), index.advance(NEW_YEAR + 60_000), index.size]).toEqual([Infinity, 0, 0]);
  });

  test('looks again and again where the moments cannot be told', () => {
    const index = createViewIndex(view({ condition: '_time_in_queue() * _time_in_queue() > 1' }));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    expect([index.insert(subject, NEW_YEAR), index.nextChangeAt()]).toEqual([false, NEW_YEAR + LOOKED_AT_EVERY]);
    expect(index.advance(NEW_YEAR + LOOKED_AT_EVERY)).toBe(0);
    expect(index.advance(NEW_YEAR + 1001)).toBe(1);
    expect([index.first(NEW_YEAR + 1001), index.nextChangeAt()]).toEqual([subject, NEW_YEAR + 1001 + LOOKED_AT_EVERY]);
    index.remove(subject);
    expect([index.size, index.nextChangeAt()]).toEqual([0, Infinity]);
  });

  test('hides again, and forgets, what it only looks at now and then', () => {
    const index = createViewIndex(view({ condition: '1 / (_time_in_queue() * (4 - _time_in_queue())) is null' }));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    expect(index.insert(subject, NEW_YEAR)).toBe(true);
    expect([index.advance(NEW_YEAR + 1000), index.size]).toEqual([0, 0]);
    expect([index.advance(NEW_YEAR + 4000), index.size]).toEqual([1, 1]);
    index.remove(subject);
    expect([index.size, index.nextChangeAt()]).toEqual([0, Infinity]);
  });

  test('looks now and then where there are more moments than are worth knowing', () => {
    const times = Array.from({ length: MAX_MOMENTS }, (_, second) => second + 1);
    const index = createViewIndex(view({ condition: `_time_in_queue() in (${times.join(', ')})` }));
    index.insert(interaction({ movedToQueueAt: NEW_YEAR }), NEW_YEAR);
    expect([index.nextChangeAt(), index.advance(NEW_YEAR + 1000)]).toEqual([NEW_YEAR + LOOKED_AT_EVERY, 1]);
  });

  test('does a bounded piece of work at a time', () => {
    const index = createViewIndex(view({ condition: '_time_in_queue() > 30' }));
    const count = ADVANCE_LIMIT + 1;
    for (let number = 0; number < count; number += 1) index.insert(interaction({ movedToQueueAt: NEW_YEAR }), NEW_YEAR);
    const now = NEW_YEAR + 40_000;
    expect([index.advance(now), index.nextChangeAt()]).toEqual([ADVANCE_LIMIT, NEW_YEAR + 30_001]);
    expect([index.advance(now), index.size, index.nextChangeAt()]).toEqual([1, count, Infinity]);
  });

  test('notices that an interaction changed while it was in it', () => {
    const index = createViewIndex(view({ order: AGEING }));
    const subject = interaction({ priority: 1 });
    for (const one of [subject, interaction({ priority: 2 }), interaction({ priority: 3 })])
      index.insert(one, NEW_YEAR);
    subject.priority = 4;
    expect(() => index.remove(subject)).toThrow(/not where its properties say/);
  });

  test.each([
    [{}],
    [{ condition: '_time_in_queue() > 30' }],
    [{ condition: '_time_in_queue() * _time_in_queue() > 1' }],
  ])('refuses an interaction that it has: %j', (members) => {
    const index = createViewIndex(view(members));
    const subject = interaction({ movedToQueueAt: NEW_YEAR });
    index.insert(subject, NEW_YEAR);
    expect(() => index.insert(subject, NEW_YEAR)).toThrow(/already/);
  });
});
