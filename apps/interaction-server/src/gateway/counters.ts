import type { interactionServerMetrics, CounterSeries, HistogramSeries, Metrics } from '@ixn/metrics';
import { CLIENT_TYPES, REQUESTS, RequestPing, type ClientType, type RequestDefinition } from '@ixn/protocol';

export type ServerMetrics = Metrics<typeof interactionServerMetrics>['families'];

/** Counters of one client type, by code of the request. */
export type RequestCounters = readonly (CounterSeries | undefined)[];

/**
 * What the gateway counts. The series of every client type and request are made at the start, so that each is there with 0 and a
 * request costs an index and an addition.
 */
export class Counters {
  readonly families: ServerMetrics;
  readonly #byType: ReadonlyMap<ClientType, RequestCounters>;
  readonly #durations: readonly (HistogramSeries | undefined)[];

  constructor(families: ServerMetrics) {
    this.families = families;
    this.#byType = new Map(
      CLIENT_TYPES.map((type) => [
        type,
        byCode((request) => families.client_protocol_request_total.labels(type, request.name)),
      ]),
    );
    this.#durations = byCode((request) => families.request_duration_seconds.labels(request.name));
    for (const type of CLIENT_TYPES) families.client_count.labels(type);
  }

  of(type: ClientType): RequestCounters {
    return this.#byType.get(type) as RequestCounters;
  }

  duration(request: RequestDefinition): HistogramSeries {
    return this.#durations[request.code] as HistogramSeries;
  }

  /** Pings that were answered together, `elapsed` ms after they were read. */
  ponged(count: number, elapsed: number): void {
    const series = this.duration(RequestPing);
    for (let index = 0; index < count; index++) series.observe(elapsed / 1000);
  }

  clientCame(type: ClientType): void {
    this.#clients(type, 1);
  }

  clientWent(type: ClientType): void {
    this.#clients(type, -1);
  }

  #clients(type: ClientType, change: 1 | -1): void {
    this.families.current_clients.inc(change);
    this.families.client_count.labels(type).inc(change);
    if (type === 'Routing engine' || type === 'Universal router') this.families.current_routers.inc(change);
  }
}

function byCode<S>(make: (request: RequestDefinition) => S): (S | undefined)[] {
  const series: (S | undefined)[] = [];
  for (const request of REQUESTS) series[request.code] = make(request);
  return series;
}
