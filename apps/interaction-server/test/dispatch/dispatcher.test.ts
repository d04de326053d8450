import { EventAck, RequestSubmit } from '@ixn/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../../src/dispatch/dispatcher.ts';
import type { Report } from '../../src/engine/effects.ts';
import { EchoEngine, HeldJournal, NotedOutlet } from './fakes.ts';

class CountingSink {
  count = 0;
  append(_report: Report): void {
    this.count++;
  }
  take(): Uint8Array {
    this.count = 0;
    return new Uint8Array(0);
  }
}

function setUp(limits = { requestQueueSize: 3, requestQueueWait: 1000 }) {
  const journal = new HeldJournal();
  const outlet = new NotedOutlet();
  const engine = new EchoEngine(EventAck);
  const fatal: Error[] = [];
  const batches: number[] = [];
  const lease = { ok: true, valid: () => lease.ok };
  const dispatcher = new Dispatcher(
    {
      engine,
      outlet,
      journal,
      lease,
      sink: new CountingSink(),
      clock: () => Date.now(),
      onBatch: (requests) => batches.push(requests),
      onFatal: (reason) => fatal.push(reason),
    },
    limits,
  );
  const ask = (client: number, referenceId: number): void => dispatcher.request(client, referenceId, RequestSubmit, {});
  return { journal, batches, outlet, engine, fatal, lease, dispatcher, ask };
}

/** Lets everything that is ready happen: setImmediate callbacks and promises. */
const turn = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('group commit', () => {
  it('answers nothing before the batch is durable', async () => {
    const { journal, outlet, ask } = setUp();
    ask(1, 1);
    ask(2, 2);
    await turn();
    expect(journal.batches.map((batch) => batch.created.size)).toEqual([2]);
    expect(outlet.sent).toEqual([]);
    journal.durable();
    await turn();
    expect(outlet.sent).toEqual(['1:EventAck:1', '2:EventAck:2']);
  });

  it('gathers what comes meanwhile into the next batch', async () => {
    const { journal, outlet, ask } = setUp();
    ask(1, 1);
    await turn();
    ask(1, 2);
    ask(1, 3);
    await turn();
    expect(journal.batches).toHaveLength(1);
    journal.durable();
    await turn();
    expect(journal.batches.map((batch) => [batch.number, batch.created.size])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(outlet.sent).toEqual(['1:EventAck:1']);
  });

  it('holds a read until the batch it could have seen is durable', async () => {
    const { journal, outlet, ask } = setUp();
    ask(1, 1);
    await turn();
    ask(2, 100);
    await turn();
    expect(outlet.sent).toEqual([]);
    journal.durable();
    await turn();
    expect(outlet.sent).toEqual(['1:EventAck:1', '2:EventAck:100']);
  });

  it('answers a read at once when nothing is under way', async () => {
    const { outlet, ask } = setUp();
    ask(2, 100);
    await turn();
    expect(outlet.sent).toEqual(['2:EventAck:100']);
  });
});

describe('figures', () => {
  it('tells how many requests each batch serves', async () => {
    const { journal, batches, ask } = setUp();
    ask(1, 1);
    ask(2, 2);
    await turn();
    ask(1, 3);
    await turn();
    journal.durable();
    await turn();
    expect(batches).toEqual([2, 1]);
  });
});

describe('in doubt', () => {
  it('applies nothing, then works the line off in order', async () => {
    const { journal, outlet, engine, ask } = setUp();
    journal.doubt(true);
    ask(1, 1);
    ask(1, 2);
    await turn();
    expect(engine.applied).toEqual([]);
    journal.doubt(false);
    await turn();
    journal.durable();
    await turn();
    expect(outlet.sent).toEqual(['1:EventAck:1', '1:EventAck:2']);
  });

  it('refuses a request beyond the bound of the line', async () => {
    const { journal, outlet, ask } = setUp();
    journal.doubt(true);
    for (const referenceId of [1, 2, 3, 4]) ask(1, referenceId);
    expect(outlet.sent).toEqual(['now 1:EventError:4']);
  });

  it('refuses and ends a registration beyond the bound of the line', async () => {
    const { journal, outlet, dispatcher, ask } = setUp();
    journal.doubt(true);
    for (const referenceId of [1, 2, 3]) ask(1, referenceId);
    dispatcher.register({ id: 9, name: 'late', type: 'Media server', propertyChanges: false }, 1);
    await turn();
    expect(outlet.sent).toEqual(['now 9:EventError:1']);
    expect(outlet.cut()).toBeDefined();
  });

  it('refuses a request that has waited for too long, and never applies it', async () => {
    const { journal, outlet, engine, ask } = setUp();
    journal.doubt(true);
    ask(1, 1);
    await vi.advanceTimersByTimeAsync(1300);
    expect(outlet.sent).toEqual(['now 1:EventError:1']);
    journal.doubt(false);
    await turn();
    expect(engine.applied).toEqual([]);
  });

  it('keeps what a client did by leaving', async () => {
    const { journal, engine, dispatcher, ask } = setUp();
    journal.doubt(true);
    ask(1, 1);
    dispatcher.disconnect(1);
    await vi.advanceTimersByTimeAsync(1300);
    journal.doubt(false);
    await turn();
    expect(engine.applied.map((command) => command.kind)).toEqual(['disconnect']);
  });

  it('lets no timer fire until the outcome is known', async () => {
    const { journal, engine, ask } = setUp();
    engine.due = Date.now() + 100;
    ask(1, 100);
    await turn();
    journal.doubt(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(engine.applied.map((command) => command.kind)).toEqual(['request']);
    journal.doubt(false);
    await turn();
    await turn();
    expect(engine.applied.map((command) => command.kind)).toEqual(['request', 'due']);
  });
});

describe('facts', () => {
  it('looks up before it applies', async () => {
    const { journal, engine, ask } = setUp();
    engine.asks = '0000000000000ABC';
    const completed = { id: engine.asks, submittedBy: 'm', completedAt: 1, stopReason: '', retry: null };
    journal.completed.set(engine.asks, completed);
    ask(1, 1);
    await turn();
    expect(journal.lookups).toEqual([['0000000000000ABC']]);
    expect(engine.applied).toMatchObject([{ facts: { completed } }]);
  });

  it('refuses when the database does not answer', async () => {
    const { journal, outlet, engine, ask } = setUp();
    engine.asks = '0000000000000ABC';
    journal.lookupFails = true;
    ask(1, 1);
    await turn();
    expect(engine.applied).toEqual([]);
    expect(outlet.sent).toEqual(['now 1:EventError:1']);
  });
});

describe('the end', () => {
  it('lets nothing out while the lease is past its deadline, and everything once it is valid again', async () => {
    const { journal, outlet, lease, ask } = setUp();
    ask(1, 1);
    await turn();
    lease.ok = false;
    journal.durable();
    await turn();
    ask(2, 100);
    await turn();
    expect(outlet.sent).toEqual([]);
    lease.ok = true;
    journal.doubt(false);
    expect(outlet.sent).toEqual(['1:EventAck:1', '2:EventAck:100']);
  });

  it('says nothing when it wakes up without a lease, but does once it has run without one for a while', async () => {
    const { journal, outlet, lease, ask, dispatcher } = setUp({ requestQueueSize: 3, requestQueueWait: 1 });
    journal.doubt(true);
    lease.ok = false;
    ask(1, 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(dispatcher.mayAnswer()).toBe(false);
    expect(outlet.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(dispatcher.mayAnswer()).toBe(true);
    expect(outlet.sent).toEqual(['now 1:EventError:1']);
  });

  it('answers nothing after the journal gave up', async () => {
    const { journal, outlet, fatal, engine, ask } = setUp();
    ask(1, 1);
    await turn();
    journal.refuse(new Error('fenced'));
    await turn();
    ask(1, 2);
    await turn();
    expect(outlet.sent).toEqual([]);
    expect(engine.applied).toHaveLength(1);
    expect(fatal.map((error) => error.message)).toEqual(['fenced']);
  });

  it('ends on an exception of the engine without committing half a step', async () => {
    const { journal, outlet, fatal, ask } = setUp();
    ask(1, 666);
    await turn();
    expect(journal.batches).toEqual([]);
    expect(outlet.sent).toEqual([]);
    expect(fatal).toHaveLength(1);
  });

  it('drains: refuses what is new, commits what was applied', async () => {
    const { journal, outlet, dispatcher, ask } = setUp();
    ask(1, 1);
    const drained = dispatcher.drain();
    ask(1, 2);
    await turn();
    expect(outlet.sent).toEqual(['now 1:EventError:2']);
    journal.durable();
    await turn();
    await drained;
    expect(outlet.sent).toEqual(['now 1:EventError:2', '1:EventAck:1']);
  });
});
