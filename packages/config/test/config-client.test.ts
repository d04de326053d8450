import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type ConfigListeners, type ConfigSource, followConfiguration, type FollowedConfig } from '../src/index.ts';
import { ManualClock } from './manual-clock.ts';

const TENANT = { tenant: { id: 't/1', sid: '1' } };

type Answer = Response | Error;

/** A service whose answers the test gives one by one; each request waits for the next. */
class ScriptedService {
  readonly requests: string[] = [];
  #waiting: ((answer: Answer) => void)[] = [];
  #arrivals: (() => void)[] = [];

  readonly fetch: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    this.requests.push(url.pathname + url.search);
    return new Promise<Response>((resolve, reject) => {
      const settle = (answer: Answer): void => {
        this.#waiting = this.#waiting.filter((one) => one !== settle);
        if (answer instanceof Response) resolve(answer);
        else reject(answer);
      };
      init?.signal?.addEventListener('abort', () => settle(new Error('aborted')));
      this.#waiting.push(settle);
      for (const arrived of this.#arrivals.splice(0)) arrived();
    });
  };

  /** Resolves when a request waits for its answer. */
  async asked(): Promise<void> {
    if (this.#waiting.length === 0) await new Promise<void>((resolve) => this.#arrivals.push(resolve));
  }

  async answer(answer: Answer): Promise<void> {
    await this.asked();
    this.#waiting[0]?.(answer);
  }
}

function document(version: string | number, objects: unknown = TENANT): Response {
  return Response.json({ version, objects });
}

describe('following', () => {
  const clock = new ManualClock();
  let service = new ScriptedService();
  let followed: FollowedConfig | undefined;
  let told: string[] = [];
  let wake: (() => void) | undefined;

  function tell(what: string): void {
    told.push(what);
    wake?.();
  }

  /** Resolves when this many things have been told. */
  async function toldOf(count: number): Promise<readonly string[]> {
    while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return told;
  }

  function follow(source: Partial<ConfigSource> = {}, listeners: Partial<ConfigListeners> = {}) {
    followed = followConfiguration(
      { baseUrl: 'http://config', tenantId: 't/1', clock, fetch: service.fetch, ...source },
      {
        onDocument: ({ version, document: { tenant } }) => tell(`document ${version} of ${tenant.sid}`),
        onRefused: (version, faults) => tell(`refused ${version}: ${faults.map((fault) => fault.path).join()}`),
        onState: (state) => tell(state.connected ? 'connected' : `away: ${state.reason}`),
        ...listeners,
      },
    );
    return followed;
  }

  afterEach(async () => {
    followed?.close();
    await followed?.done.catch(() => undefined);
    if (clock.pending.length > 0) throw new Error(`timers are left: ${clock.pending.join()}`);
    service = new ScriptedService();
    told = [];
    wake = undefined;
  });

  test('tells the document, then waits for changes', async () => {
    follow();
    await service.answer(document('a'));
    await service.asked();
    clock.advance(30_000);
    await service.answer(new Response(null, { status: 304 }));
    await service.asked();
    expect(service.requests).toEqual([
      '/api/v1/tenants/t%2F1/configuration',
      '/api/v1/tenants/t%2F1/configuration?since=a&wait=30',
      '/api/v1/tenants/t%2F1/configuration?since=a&wait=30',
    ]);
    expect(told).toEqual(['connected', 'document a of 1']);
  });

  test('a service that does not hold its answers is not asked at once again', async () => {
    follow();
    await service.answer(document('a'));
    await service.answer(document('a'));
    await untilPending(clock, [1000]);
    expect(service.requests.length).toBe(2);
    clock.advance(1000);
    await service.asked();
    expect([service.requests.length, told]).toEqual([3, ['connected', 'document a of 1']]);
  });

  test('a document that does not validate is refused, and the next one is waited for', async () => {
    follow();
    await service.answer(document(1));
    await service.answer(document(2, { tenant: { id: 't/1' }, queues: [{}] }));
    await service.answer(document(3, { tenant: { id: 'other', sid: '1' } }));
    await service.answer(document(4));
    expect(await toldOf(5)).toEqual([
      'connected',
      'document 1 of 1',
      'refused 2: tenant.sid,queues[0].name',
      'refused 3: tenant.id',
      'document 4 of 1',
    ]);
    await service.asked();
    expect(service.requests.slice(1)).toEqual(
      [1, 2, 3, 4].map((version) => `/api/v1/tenants/t%2F1/configuration?since=${version}&wait=30`),
    );
  });

  test('a service that is away is asked again and again, less and less often; its return shows at once', async () => {
    follow();
    await service.answer(document('a'));
    const pauses: number[] = [];
    for (let at = 0; at < 8; at += 1) {
      await service.answer(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
      const [pause = 0] = await untilPending(clock, undefined);
      pauses.push(pause);
      clock.advance(pause);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    await service.answer(new Response(null, { status: 304 }));
    await service.asked();
    expect(service.requests.slice(-2)).toEqual([
      '/api/v1/tenants/t%2F1/configuration?since=a&wait=0',
      '/api/v1/tenants/t%2F1/configuration?since=a&wait=30',
    ]);
    expect(told).toEqual([
      'connected',
      'document a of 1',
      'away: http://config cannot be reached (ECONNREFUSED)',
      'connected',
    ]);
  });

  test.each<[string, () => Answer, string]>([
    [
      'an error',
      () => new Response('no', { status: 503 }),
      'http://config answers 503 to /api/v1/tenants/t%2F1/configuration',
    ],
    ['text', () => new Response('hello'), 'the answer is not JSON'],
    ['a list', () => Response.json([]), 'the answer has no version and objects'],
    ['no version', () => Response.json({ objects: {} }), 'the answer has no version and objects'],
    [
      'a version that is none',
      () => Response.json({ version: null, objects: {} }),
      'the version is null; expected a text or a number',
    ],
    ['nothing', () => new Response(null), 'the answer is not JSON'],
  ])('an answer that is %s', async (_, answer, reason) => {
    follow();
    await service.answer(answer());
    expect(await toldOf(1)).toEqual([`away: ${reason}`]);
  });

  test('an answer that never comes ends after the wait and ten seconds', async () => {
    follow();
    await service.answer(document('a'));
    await service.asked();
    await untilPending(clock, [40_000]);
    clock.advance(40_000);
    expect((await toldOf(3))[2]).toBe('away: http://config does not answer in time');
  });

  test('closing ends a request that is under way, and a pause', async () => {
    const first = follow();
    await service.asked();
    first.close();
    await first.done;
    const second = follow();
    await service.answer(new Response(null, { status: 500 }));
    await toldOf(1);
    second.close();
    await second.done;
    expect(told.length).toBe(1);
  });

  test('the next request waits for the listener, and its failure ends the following', async () => {
    let finish = (): void => undefined;
    const applied = new Promise<void>((resolve) => (finish = resolve));
    const first = follow({}, { onDocument: () => applied });
    await service.answer(document('a'));
    await toldOf(1);
    expect(service.requests.length).toBe(1);
    finish();
    await service.asked();
    first.close();
    await first.done;

    const second = follow({}, { onDocument: () => Promise.reject(new Error('out of order')) });
    await service.answer(document('a'));
    await expect(second.done).rejects.toThrow('out of order');
  });
});

test('over HTTP: a change is picked up from a service that holds its answer', async () => {
  const held: ServerResponse[] = [];
  let arrived = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (arrived = resolve));
  const server = createServer((request, response) => {
    if (request.url?.includes('since=') === true) {
      held.push(response);
      arrived();
    } else {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ version: 'v1', objects: TENANT }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const versions: string[] = [];
  await new Promise<void>((resolve) => {
    const followed = followConfiguration(
      { baseUrl: `http://127.0.0.1:${port}`, tenantId: 't/1' },
      {
        onDocument: ({ version }) => {
          versions.push(version);
          if (versions.length < 2) return;
          followed.close();
          resolve();
        },
        onRefused: () => undefined,
        onState: () => undefined,
      },
    );
    void isHeld.then(() => held[0]?.end(JSON.stringify({ version: 'v2', objects: TENANT })));
  });
  expect(versions).toEqual(['v1', 'v2']);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Lets other work run until these timers wait (any, when not said), and returns them. */
async function untilPending(clock: ManualClock, delays: readonly number[] | undefined): Promise<readonly number[]> {
  for (let turn = 0; turn < 1000; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const { pending } = clock;
    if (delays === undefined ? pending.length > 0 : pending.join() === delays.join()) return pending;
  }
  throw new Error(`timers wait for ${clock.pending.join()}, expected ${delays?.join() ?? 'any'}`);
}
