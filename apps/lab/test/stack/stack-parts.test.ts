import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { madeUpInteraction } from '../../src/load/made-up-interaction.ts';
import { SteadyLoad } from '../../src/load/steady-load.ts';
import { figuresOf } from '../../src/statistics/server-figures.ts';
import { readArguments } from '../../src/stack/arguments.ts';
import { labAgents } from '../../src/stack/lab-agents.ts';
import { summaryLines } from '../../src/stack/summary.ts';
import { documentOf, loadTargets, mailRoute, routedSubmitters } from '../../src/stack/tenant.ts';

const objects = parse(readFileSync(fileURLToPath(new URL('../../tenant.yaml', import.meta.url)), 'utf8')) as object;

describe('arguments of npm start', () => {
  it.each([
    [[], { forMs: undefined, rate: 20, workTimeMs: 200, load: true, fresh: false }],
    [['--for', '60s', '--rate', '200'], { forMs: 60_000, rate: 200 }],
    [
      ['--for', '2m', '--work-time', '50ms', '--no-load', '--fresh'],
      { forMs: 120_000, workTimeMs: 50, load: false, fresh: true },
    ],
  ])('reads %j', (args, expected) => {
    expect(readArguments(args)).toMatchObject(expected);
  });

  it.each([
    [['--rate', '0'], /--rate is '0'/],
    [['--rate', 'many'], /--rate is 'many'/],
    [['--for', 'ever'], /--for is 'ever'/],
    [['--work-time', '-1s'], /--work-time/],
    [['--fast'], /--fast/],
  ])('refuses %j', (args, text) => {
    expect(() => readArguments(args)).toThrow(text);
  });
});

describe("the lab's tenant", () => {
  const document = documentOf(objects);

  it('has load for every queue that somebody routes, with its media', () => {
    expect(loadTargets(document)).toEqual([
      { queue: 'email.inbound', mediaType: 'email' },
      { queue: 'chat.inbound', mediaType: 'chat' },
      { queue: 'workitem', mediaType: 'workitem' },
    ]);
    expect(routedSubmitters(document).map((submitter) => submitter.queue)).not.toContain('overflow');
  });

  it('routes mail by recipient', () => {
    expect(mailRoute(document, 'anyone@example.org')).toMatchObject({ queue: 'email.inbound' });
  });

  it('has as many agents as the rate needs', () => {
    expect(labAgents(200, 200).length).toBeGreaterThan(40);
    expect(labAgents(1, 200)).toContainEqual({ agentId: 'lab-agent-001', placeId: 'lab-place-001' });
  });

  it('makes up about 350 bytes of user data, the same for the same number', () => {
    const targets = loadTargets(document);
    const { UserData } = madeUpInteraction(7, 't', targets);
    expect(JSON.stringify(UserData).length).toBeGreaterThan(300);
    expect(madeUpInteraction(7, 't', targets)['UserData']).toEqual(UserData);
  });
});

describe('steady load', () => {
  let submitted: number;

  beforeEach(() => {
    submitted = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const running = (rate: number, inFlight: () => number): SteadyLoad => {
    const load = new SteadyLoad({ rate, submit: () => void submitted++, inFlight, maxInFlight: 5 });
    load.start();
    return load;
  };

  it('submits at its rate', () => {
    const load = running(200, () => 0);
    vi.advanceTimersByTime(3000);
    load.stop();
    vi.advanceTimersByTime(1000);
    expect(submitted).toBeGreaterThanOrEqual(595);
    expect(submitted).toBeLessThanOrEqual(600);
  });

  it('holds back while too many are in flight, and makes up for it later', () => {
    let full = true;
    const load = running(100, () => (full ? submitted : 0));
    vi.advanceTimersByTime(1000);
    expect(submitted).toBe(5);
    full = false;
    vi.advanceTimersByTime(1000);
    load.stop();
    expect(submitted).toBeGreaterThanOrEqual(195);
  });
});

describe('figures of the server', () => {
  const text = [
    '# HELP ixn_health_info_current_clients clients',
    'ixn_health_info_current_clients 7',
    'ixn_health_info_queue_media_waiting_processing{queue_name="b",queue_tenant="1",media_name="email"} 3',
    'ixn_health_info_queue_media_waiting_processing{queue_name="b",queue_tenant="1",media_name="chat"} 2',
    'ixn_health_info_queue_media_in_router{queue_name="a",queue_tenant="1",media_name="email"} 4',
    'ixn_server_queue_oldest_seconds{queue_name="b",media_name="email"} 1.5',
    'ixn_server_queue_oldest_seconds{queue_name="b",media_name="chat"} 0.5',
  ].join('\n');

  it('sums media and takes the oldest', () => {
    expect(figuresOf(text)).toMatchObject({
      clients: 7,
      queues: [
        { queue: 'a', inRouting: 4 },
        { queue: 'b', waiting: 5, oldestSeconds: 1.5 },
      ],
    });
  });

  it('stands in the summary', () => {
    const lines = summaryLines(figuresOf(text), { submitted: 9, finished: 8, perSecond: 2 });
    expect(lines[0]).toContain('submitted 9, finished 8, 2 a second');
    expect(lines[2]).toMatch(/b .* waiting +5 +oldest +1\.5 s/);
  });
});
