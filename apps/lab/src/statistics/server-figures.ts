/** What a queue holds, from the metrics of the Interaction Server. */
export interface QueueFigures {
  readonly queue: string;
  waiting: number;
  inRouting: number;
  onAgents: number;
  oldestSeconds: number;
}

export interface ServerFigures {
  readonly queues: readonly QueueFigures[];
  readonly agentsLoggedIn: number;
  readonly clients: number;
  readonly requestsHandled: number;
  readonly backlogEvents: number;
}

const PREFIX = 'ixn_health_info_';
const SCRAPE_TIMEOUT_MS = 2_000;

/** Scrapes the health port. Rejects when it does not answer. */
export async function scrapeFigures(metricsUrl: string): Promise<ServerFigures> {
  const response = await fetch(metricsUrl, { signal: AbortSignal.timeout(SCRAPE_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${metricsUrl} answered ${response.status}`);
  return figuresOf(await response.text());
}

/** Reads the Prometheus text format. Samples that the overview does not show are passed over. */
export function figuresOf(text: string): ServerFigures {
  const queues = new Map<string, QueueFigures>();
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const sample = /^([a-z_0-9]+)(?:\{(.*)\})? ([^ ]+)$/.exec(line);
    if (sample === null) continue;
    const [, name = '', labels = '', value = ''] = sample;
    const queue = /(?:^|,)queue_name="((?:[^"\\]|\\.)*)"/.exec(labels)?.[1];
    if (queue === undefined) sums.set(name, (sums.get(name) ?? 0) + Number(value));
    else note(queueOf(queues, queue), name, Number(value));
  }
  return {
    queues: [...queues.values()].toSorted((a, b) => a.queue.localeCompare(b.queue)),
    agentsLoggedIn: sums.get(`${PREFIX}agent_logged_in_count`) ?? 0,
    clients: sums.get(`${PREFIX}current_clients`) ?? 0,
    requestsHandled: sums.get(`${PREFIX}total_requests_handled`) ?? 0,
    backlogEvents: sums.get('ixn_server_outbox_backlog_events') ?? 0,
  };
}

function queueOf(queues: Map<string, QueueFigures>, queue: string): QueueFigures {
  let figures = queues.get(queue);
  if (figures === undefined) {
    figures = { queue, waiting: 0, inRouting: 0, onAgents: 0, oldestSeconds: 0 };
    queues.set(queue, figures);
  }
  return figures;
}

function note(figures: QueueFigures, name: string, value: number): void {
  switch (name) {
    case `${PREFIX}queue_media_waiting_processing`:
      figures.waiting += value;
      break;
    case `${PREFIX}queue_media_in_router`:
      figures.inRouting += value;
      break;
    case `${PREFIX}queue_media_on_agent`:
      figures.onAgents += value;
      break;
    case 'ixn_server_queue_oldest_seconds':
      figures.oldestSeconds = Math.max(figures.oldestSeconds, value);
      break;
    default:
  }
}
