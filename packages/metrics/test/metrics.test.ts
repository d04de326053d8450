import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  counter,
  type CounterSeries,
  createMetrics,
  type Family,
  gauge,
  type GaugeSeries,
  histogram,
  withPrefix,
} from '../src/index.ts';

const table = withPrefix('t_', {
  clients: gauge('Clients.'),
  requests_total: counter('Requests, by "type" and\nname \\.', ['type', 'name']),
  seconds: histogram('Seconds.', [0.1, 1], ['name']),
});

/** The lines of the exposition that are no comments. */
async function lines(metrics: { exposition(): Promise<string> }): Promise<readonly string[]> {
  const text = await metrics.exposition();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('exposition', () => {
  test('is text format 0.0.4, byte for byte', async () => {
    const metrics = createMetrics(table);
    metrics.families.clients.set(3);
    metrics.families.requests_total.labels('Agent "x"', 'a\\b\nc').inc(2);
    metrics.families.seconds.labels('n').observe(0.1);
    metrics.families.seconds.labels('n').observe(0.5);
    metrics.families.seconds.labels('n').observe(7);
    expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await metrics.exposition()).trimEnd()).toBe(
      [
        '# HELP t_clients Clients.',
        '# TYPE t_clients gauge',
        't_clients 3',
        '# HELP t_requests_total Requests, by "type" and\\nname \\\\.',
        '# TYPE t_requests_total counter',
        't_requests_total{type="Agent \\"x\\"",name="a\\\\b\\nc"} 2',
        '# HELP t_seconds Seconds.',
        '# TYPE t_seconds histogram',
        't_seconds_bucket{name="n",le="0.1"} 1',
        't_seconds_bucket{name="n",le="1"} 2',
        't_seconds_bucket{name="n",le="+Inf"} 3',
        't_seconds_sum{name="n"} 7.6',
        't_seconds_count{name="n"} 3',
      ].join('\n'),
    );
  });

  test('has a metric without labels from the start, with value 0', async () => {
    expect(await lines(createMetrics(table))).toEqual(['t_clients 0']);
  });

  test('fills in values that are looked up at the scrape', async () => {
    const metrics = createMetrics(table);
    const remove = metrics.beforeScrape(() => metrics.families.clients.inc());
    await metrics.exposition();
    expect(await lines(metrics)).toEqual(['t_clients 2']);
    remove();
    expect(await lines(metrics)).toEqual(['t_clients 2']);
  });

  test('lets other work run while it writes many series', async () => {
    const metrics = createMetrics(table);
    for (let at = 0; at < 5000; at += 1) metrics.families.requests_total.labels('type', `name ${at}`).inc();
    let turns = 0;
    const countTurn = (): void => {
      turns += 1;
      turning = setImmediate(countTurn);
    };
    let turning = setImmediate(countTurn);
    const pieces: string[] = [];
    for await (const chunk of metrics.chunks()) pieces.push(chunk);
    clearImmediate(turning);
    expect(pieces.length).toBeGreaterThan(3);
    expect(turns).toBeGreaterThan(2);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
    expect(
      pieces
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('t_requests_total{')).length,
    ).toBe(5000);
  });

  test('has metrics of Node.js and the process when asked, with their prefix, each once', async () => {
    const metrics = createMetrics(table, { processPrefix: 'p_' });
    const text = await metrics.exposition();
    expect(text).toMatch(/^p_process_resident_memory_bytes \d+$/m);
    const types = text.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('series', () => {
  test('are made with value 0, counted through their handle, and gone when removed', async () => {
    const metrics = createMetrics(table);
    const { requests_total: requests } = metrics.families;
    const handle = requests.labels('a', 'x');
    requests.labels('a', 'y');
    requests.labels('b', 'x');
    handle.inc();
    handle.inc(5);
    expect(requests.labels('a', 'x')).toBe(handle);
    expect((await lines(metrics)).slice(1)).toEqual([
      't_requests_total{type="a",name="x"} 6',
      't_requests_total{type="a",name="y"} 0',
      't_requests_total{type="b",name="x"} 0',
    ]);
    expect([requests.removeWhere({ type: 'a' }), requests.remove('b', 'none'), requests.size]).toEqual([2, false, 1]);
    expect(requests.remove('b', 'x')).toBe(true);
    expect(await lines(metrics)).toEqual(['t_clients 0']);
  });

  test('a series that is made again starts from 0', () => {
    const { requests_total: requests } = createMetrics(table).families;
    requests.labels('a', 'x').inc(9);
    requests.remove('a', 'x');
    expect(requests.labels('a', 'x').value).toBe(0);
  });

  test('label values that run together are told apart', () => {
    const { requests_total: requests } = createMetrics(table).families;
    requests.labels('ab', 'c').inc();
    expect(requests.labels('a', 'bc').value).toBe(0);
  });

  test('beyond the bound a series counts but is not exported, and the refusal shows', async () => {
    const metrics = createMetrics(table, { maxSeries: 2 });
    for (const name of ['1', '2', '3', '4']) metrics.families.requests_total.labels('t', name).inc();
    expect((await lines(metrics)).length).toBe(3);
    expect(metrics.refusedSeries()).toBe(2);
  });

  test('a counter cannot go down', () => {
    const series = createMetrics(table).families.requests_total.labels('a', 'b');
    expect(() => series.inc(-1)).toThrow('a counter cannot go down');
    expect(series.value).toBe(0);
  });

  test('a gauge goes up and down', () => {
    const { clients } = createMetrics(table).families;
    clients.set(5);
    clients.inc(2);
    clients.dec();
    expect(clients.value).toBe(6);
  });

  test('are typed against the table', () => {
    const { families } = createMetrics(table);
    expectTypeOf(families.clients).toEqualTypeOf<GaugeSeries>();
    expectTypeOf(families.requests_total).toEqualTypeOf<Family<readonly ['type', 'name'], CounterSeries>>();
    // @ts-expect-error -- both labels need a value
    families.requests_total.labels('type');
  });

  test.each([
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [Number.NaN, 'NaN'],
    [1e21, '1e+21'],
    [0.25, '0.25'],
  ])('the value %d is written as %s', async (value, text) => {
    const metrics = createMetrics(table);
    metrics.families.clients.set(value);
    expect(await lines(metrics)).toEqual([`t_clients ${text}`]);
  });
});
