import { RequestPing, RequestStopProcessing, EventPong } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { Silence, type Verdict } from '../../src/gateway/silence.ts';
import { Rig } from './rig.ts';
import { frameOf } from './wire-client.ts';

/** What a rule says each second: when something was heard (s), whether the connection is read; ping after 10 s, dead after 20. */
function verdicts(
  seconds: number,
  heard: readonly number[],
  reading: (second: number) => boolean = () => true,
): string[] {
  const silence = new Silence();
  const said: [number, Verdict][] = [];
  let heardAt = 0;
  for (let second = 1; second <= seconds; second++) {
    if (heard.includes(second)) heardAt = second * 1000;
    const verdict = silence.judge(second * 1000, heardAt, reading(second), 10_000, 20_000);
    if (verdict !== 'fine') said.push([second, verdict]);
    if (verdict === 'dead') break;
  }
  return said.map(([second, verdict]) => `${second} ${verdict}`);
}

describe('silence', () => {
  const table: readonly (readonly [string, string[], string[]])[] = [
    ['nothing ever: asked once, dead when it is certain', verdicts(60, []), ['10 ask', '21 dead']],
    ['an answer to each ping: asked again 10 s after it', verdicts(40, [11, 22, 33]), ['10 ask', '21 ask', '32 ask']],
    ['something all the time: never asked', verdicts(40, [5, 10, 14, 23, 32, 40]), []],
    ['heard just before it would count as dead', verdicts(45, [20]), ['10 ask', '30 ask', '41 dead']],
    ['not read: asked on and on, never dead', verdicts(45, [], () => false), ['10 ask', '20 ask', '30 ask', '40 ask']],
    ['not read for a while, then silent', verdicts(60, [], (second) => second > 25), ['10 ask', '20 ask', '31 dead']],
  ];
  test.each(table)('%s', (_, said, expected) => {
    expect(said).toEqual(expected);
  });

  test('a process that stood still asks before it judges', () => {
    const silence = new Silence();
    const after = [100_000, 101_000, 109_000, 110_000, 111_000].map((now) =>
      silence.judge(now, 0, true, 10_000, 20_000),
    );
    expect(after).toEqual(['ask', 'fine', 'fine', 'fine', 'dead']);
  });
});

describe('keep-alive', () => {
  test('an idle client is pinged; one that answers stays, one that does not is dropped', async () => {
    const rig = await Rig.open();
    const alive = await rig.client('Media server', 'alive');
    const dead = await rig.client('Media server', 'dead');
    rig.clock.advance(11_000);
    expect(await alive.next()).toMatchObject({ name: 'RequestPing' });
    expect(await dead.next()).toMatchObject({ name: 'RequestPing' });
    const received = rig.metrics.families.total_requests_received.value;
    alive.send(EventPong, 0, {});
    alive.send(RequestPing, 5, {});
    expect(await alive.next()).toMatchObject({ name: 'EventPong', reference: 5 });
    rig.clock.advance(11_000);
    await dead.closed;
    await expect.poll(() => rig.inbox.disconnected).toEqual([2]);
    expect(rig.lines.find((line) => line.event === 'client silent, taken for dead')).toMatchObject({ name: 'dead' });
    // The pong was no request, the ping was.
    expect(rig.metrics.families.total_requests_received.value).toBe(received + 1);
  });

  test('a client that is not read, because it asks too much, is not taken for dead', async () => {
    const rig = await Rig.open({ limits: { pauseAtUnanswered: 1 } });
    const client = await rig.client('Media server');
    rig.inbox.onRequest = () => undefined;
    const frame = frameOf(RequestStopProcessing, 3, { InteractionId: 'ABCDEFGHIJKLMNOP' });
    client.write(Buffer.concat([frame, frame, frame]));
    await expect.poll(() => rig.inbox.asked.length).toBe(2);
    rig.clock.advance(60_000);
    expect(rig.inbox.disconnected).toEqual([]);
    expect((await client.take(5)).map((frameSeen) => frameSeen.name)).toEqual(Array(5).fill('RequestPing'));
  });
});
