import type { OverviewView } from '../overview/overview.ts';
import { scrapeFigures, type ServerFigures } from '../statistics/server-figures.ts';
import type { SummaryCounts } from './summary.ts';

const LOOK_MS = 1000;
const NOTHING: ServerFigures = { queues: [], agentsLoggedIn: 0, clients: 0, requestsHandled: 0, backlogEvents: 0 };

/** What can be seen of the running stack from outside: the server's metrics, looked at every second, and the lab's counts. */
export class Observed {
  readonly #url: string;
  readonly #counts: { readonly submitted: number; readonly finished: number };
  #figures = NOTHING;
  #fault = 'not asked yet';
  #perSecond = 0;
  #finishedBefore = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(metricsUrl: string, counts: { readonly submitted: number; readonly finished: number }) {
    this.#url = metricsUrl;
    this.#counts = counts;
  }

  get figures(): ServerFigures {
    return this.#figures;
  }

  get counts(): SummaryCounts {
    return { ...this.#counts, perSecond: this.#perSecond };
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
    void this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  view(): Omit<OverviewView, 'addresses'> {
    return {
      server: { ok: this.#fault === '', reason: this.#fault },
      counts: this.counts,
      figures: this.#figures,
    };
  }

  async #look(): Promise<void> {
    this.#perSecond = this.#counts.finished - this.#finishedBefore;
    this.#finishedBefore = this.#counts.finished;
    try {
      this.#figures = await scrapeFigures(this.#url);
      this.#fault = '';
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
    }
  }
}
