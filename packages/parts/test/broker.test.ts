import { afterEach, describe, expect, it } from 'vitest';
import { PartMissing, type Part } from '../src/index.ts';
import { judge } from '../src/vitest/answer.ts';
import { startBroker, type Broker } from '../src/vitest/broker.ts';

describe('the broker of parts', () => {
  let broker: Broker | undefined;

  afterEach(() => broker?.stop());

  async function ask(name: string): Promise<unknown> {
    return (await fetch(`${broker?.address}/${name}`)).json();
  }

  function counted(): { start: () => Promise<Part>; started: () => number; stopped: () => number } {
    let [started, stopped] = [0, 0];
    const stop = async (): Promise<void> => void (stopped += 1);
    const start = async (): Promise<Part> => {
      started += 1;
      return { url: 'part://here', how: 'a part', stop };
    };
    return { start, started: () => started, stopped: () => stopped };
  }

  it('starts a part once, when it is asked for, and stops it at the end', async () => {
    const here = { url: 'part://here', how: 'a part' };
    const [used, unused] = [counted(), counted()];
    broker = await startBroker({ used: used.start, unused: unused.start });
    expect(await Promise.all([ask('used'), ask('used')])).toEqual([here, here]);
    await broker.stop();
    expect([used.started(), used.stopped(), unused.started(), unused.stopped()]).toEqual([1, 1, 0, 0]);
  });

  it('says why a part is not there', async () => {
    broker = await startBroker({ gone: () => Promise.reject(new PartMissing('no program, no Docker')) });
    expect(await ask('gone')).toEqual({ missing: 'no program, no Docker' });
    expect(await ask('other')).toEqual({ missing: "no part is called 'other'" });
  });
});

describe('tests whose part is missing', () => {
  const missing = { missing: 'no program, no Docker' };
  const lines: string[] = [];
  const requirement = { part: 'postgres', tests: 'the journal', say: (line: string) => void lines.push(line) };

  it('run when it is there', () => {
    expect(judge({ url: 'part://here', how: 'a part' }, { ...requirement, isRequired: true })).toBe(true);
  });

  it('are skipped with a line that says which and why', () => {
    expect(judge(missing, { ...requirement, isRequired: false })).toBe(false);
    expect(lines).toEqual(['skipped: tests of the journal, which need a real postgres: no program, no Docker']);
  });

  it('fail where real parts are required', () => {
    expect(() => judge(missing, { ...requirement, isRequired: true })).toThrow(
      'IXN_REQUIRE_REAL=1, and the tests of the journal need a real postgres: no program, no Docker',
    );
  });
});
