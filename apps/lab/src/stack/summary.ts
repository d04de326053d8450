import type { ServerFigures } from '../statistics/server-figures.ts';

export interface SummaryCounts {
  readonly submitted: number;
  readonly finished: number;
  readonly perSecond: number;
}

/** The live summary as lines of text: totals, then one line a queue. */
export function summaryLines(figures: ServerFigures, counts: SummaryCounts): string[] {
  const head =
    `submitted ${counts.submitted}, finished ${counts.finished}, ${counts.perSecond.toFixed(0)} a second; ` +
    `agents ${figures.agentsLoggedIn}, clients ${figures.clients}`;
  const rows = figures.queues.map(
    ({ queue, waiting, oldestSeconds, inRouting, onAgents }) =>
      `  ${queue.padEnd(20)} waiting ${String(waiting).padStart(7)}  oldest ${oldestSeconds.toFixed(1).padStart(7)} s` +
      `  in routing ${String(inRouting).padStart(5)}  on agents ${String(onAgents).padStart(5)}`,
  );
  return [head, ...rows];
}

const PLAIN_EVERY = 5;

/** Shows the summary: redrawn in place on a terminal, every few seconds elsewhere. */
export class SummaryScreen {
  readonly #out: NodeJS.WriteStream;
  #drawn = 0;
  #ticks = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  show(lines: readonly string[]): void {
    if (!this.#out.isTTY) {
      if (this.#ticks++ % PLAIN_EVERY === 0) this.#out.write(`${lines.join('\n')}\n`);
      return;
    }
    const up = this.#drawn === 0 ? '' : `\x1b[${this.#drawn}A`;
    this.#out.write(`${up}${lines.map((line) => `\x1b[2K${line}`).join('\n')}\n`);
    this.#drawn = lines.length;
  }

  /** The next summary is drawn below what was printed meanwhile. */
  interrupted(): void {
    this.#drawn = 0;
  }
}
