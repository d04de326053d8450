import { createMetrics, interactionServerMetrics } from '@ixn/metrics';
import {
  CLIENT_TYPES,
  EventAck,
  RequestPing,
  RequestRegisterClient,
  REQUESTS,
  RequestStopProcessing,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { AnswerTimes } from '../../src/gateway/answer-times.ts';
import { Wheel, type WheelItem } from '../../src/gateway/wheel.ts';
import { DrivenClock } from './driven-clock.ts';
import { Rig } from './rig.ts';

const ID = 'ABCDEFGHIJKLMNOP';

describe('figures', () => {
  test('are there with 0 before anybody has come', async () => {
    const rig = await Rig.open();
    const text = await rig.metrics.exposition();
    for (const type of CLIENT_TYPES) {
      expect(text).toContain(`ixn_health_info_client_count{client_type_name="${type}"} 0\n`);
      for (const { name } of REQUESTS) {
        const labels = `client_type_name="${type}",protocol_request_name="${name}"`;
        expect(text).toContain(`ixn_health_info_client_protocol_request_total{${labels}} 0\n`);
      }
    }
  });

  test('count clients, routers and requests, refused ones too', async () => {
    const rig = await Rig.open();
    const { families } = rig.metrics;
    const router = await rig.client('Routing engine');
    const proxy = await rig.client('Proxy');
    await rig.behind(proxy, 'Media server', 'mail');
    proxy.send(RequestStopProcessing, 3, { InteractionId: ID });
    router.send(RequestStopProcessing, 4, { InteractionId: ID });
    await Promise.all([proxy.next(), router.next()]);
    const types = CLIENT_TYPES.map((type) => families.client_count.labels(type).value);
    expect(types).toEqual([0, 1, 0, 1, 0, 1, 0, 0]);
    expect([families.current_clients.value, families.current_routers.value]).toEqual([3, 1]);
    const requests = families.client_protocol_request_total;
    expect(requests.labels('Proxy', 'RequestRegisterClient').value).toBe(2);
    expect(requests.labels('Proxy', 'RequestStopProcessing').value).toBe(1);
    expect(requests.labels('Routing engine', 'RequestStopProcessing').value).toBe(1);
    expect(families.total_requests_received.value).toBe(5);
    router.socket.destroy();
    await expect.poll(() => families.current_routers.value).toBe(0);
  });

  test('time each request from its reading to the writing of its answer', async () => {
    const rig = await Rig.open();
    const seconds = rig.metrics.families.request_duration_seconds;
    const client = await rig.client('Media server');
    expect(seconds.labels(RequestRegisterClient.name).count).toBe(1);
    rig.inbox.holding = true;
    client.send(RequestStopProcessing, 2, { InteractionId: ID });
    await expect.poll(() => rig.inbox.asked.length).toBe(1);
    const release = rig.gateway.cut();
    rig.clock.advance(250);
    const stop = seconds.labels(RequestStopProcessing.name);
    expect(stop.count).toBe(0);
    release?.send();
    expect([stop.count, stop.sum]).toEqual([1, 0.25]);
    rig.inbox.onRequest = ({ client: id, reference }) => rig.gateway.sayNow(id, EventAck, reference, {});
    client.send(RequestStopProcessing, 3, { InteractionId: ID });
    await client.take(2);
    expect(stop.count).toBe(2);
    client.send(RequestPing, 4, {});
    client.send(RequestPing, 5, {});
    await client.take(2);
    expect(seconds.labels(RequestPing.name).count).toBe(2);
  });
});

describe('answer times', () => {
  const { request_duration_seconds: seconds } = createMetrics(interactionServerMetrics).families;
  const series = seconds.labels('RequestPull');

  test('know a request by client and reference, and take each once', () => {
    const times = new AnswerTimes(() => false);
    times.opened(1, 7, series, 1_000);
    expect(times.answered(1, 8)).toBe(-1);
    expect(times.answered(2, 7)).toBe(-1);
    const slot = times.answered(1, 7);
    const before = series.count;
    times.written(slot, 3_000);
    times.written(slot, 4_000);
    expect([series.count - before, series.sum]).toEqual([1, 2]);
    expect(times.answered(1, 7)).toBe(-1);
  });

  test('of many at once are nearly all taken', () => {
    const times = new AnswerTimes(() => false);
    for (let client = 1; client <= 50; client++) {
      for (let reference = 100; reference < 120; reference++) times.opened(client, reference, series, 0);
    }
    let taken = 0;
    for (let client = 1; client <= 50; client++) {
      for (let reference = 100; reference < 120; reference++) taken += times.answered(client, reference) >= 0 ? 1 : 0;
    }
    expect(taken).toBeGreaterThan(850);
  });

  test('a request never answered keeps its slot only as long as its client', () => {
    const gone = new Set<number>();
    const times = new AnswerTimes((client) => gone.has(client));
    times.opened(1, 7, series, 0);
    times.opened(1, 7, series, 5_000);
    const before = series.sum;
    times.written(times.answered(1, 7), 6_000);
    expect(series.sum - before).toBe(6);
    times.opened(1, 7, series, 10_000);
    gone.add(1);
    times.opened(1, 7, series, 20_000);
    times.written(times.answered(1, 7), 21_000);
    expect(series.sum - before).toBe(7);
  });
});

describe('the wheel', () => {
  test('visits each item once a second, spread over it', () => {
    const clock = new DrivenClock();
    const wheel = new Wheel(clock);
    const visits = new Map<number, number[]>();
    const items = Array.from({ length: 48 }, (_, index): WheelItem => {
      visits.set(index, []);
      return { slot: 0, visit: (now) => void visits.get(index)?.push(now) };
    });
    for (const item of items) wheel.add(item);
    wheel.start();
    clock.advance(3_000);
    wheel.remove(items[0]!);
    clock.advance(1_000);
    expect([...visits.values()].map((at) => at.length)).toEqual([3, ...Array<number>(47).fill(4)]);
    expect(new Set(visits.get(5)).size).toBe(4);
    expect(new Set([...visits.values()].map((at) => at[0])).size).toBe(16);
    wheel.stop();
    clock.advance(5_000);
    expect(visits.get(1)).toHaveLength(4);
  });

  test('an item may take itself off while it is visited', () => {
    const clock = new DrivenClock();
    const wheel = new Wheel(clock);
    let visited = 0;
    const item: WheelItem = {
      slot: 0,
      visit() {
        visited += 1;
        wheel.remove(item);
      },
    };
    wheel.add(item);
    wheel.start();
    clock.advance(10_000);
    expect(visited).toBe(1);
  });
});

test('an answer to nothing is passed on like any other', async () => {
  const rig = await Rig.open();
  const client = await rig.client('Media server');
  rig.gateway.say(1, EventAck, 99, {});
  rig.inbox.plan();
  expect(await client.next()).toMatchObject({ name: 'EventAck', reference: 99 });
});
