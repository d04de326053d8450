import type { GaugeSeries } from '@ixn/metrics';
import type { Queue, QueueCounts } from '../state/queue.ts';
import type { Families } from './families.ts';
import { Kept } from './kept.ts';
import type { StateFigures } from './state-figures.ts';

interface Row {
  readonly queue: string;
  readonly media: string;
  readonly waiting: GaugeSeries;
  readonly length: GaugeSeries;
  readonly inRouter: GaugeSeries;
  readonly onAgent: GaugeSeries;
  readonly inProcessing: GaugeSeries;
  readonly oldest: GaugeSeries;
}

interface Rows {
  readonly media: Kept<Row>;
}

/** Queues × media types: every queue shows every configured media type, and any other that it still holds. */
export class QueueSeries {
  readonly #families: Families;
  readonly #queues = new Kept<Rows>();

  constructor(families: Families) {
    this.#families = families;
  }

  fill(figures: StateFigures): void {
    const mediaTypes = [...figures.mediaTypes()];
    const now = figures.now();
    this.#queues.begin();
    for (const queue of figures.queues()) {
      const { media: rows } = this.#queues.row(queue.name, () => ({ media: new Kept<Row>() }));
      rows.begin();
      for (const media of mediaTypes) this.#show(rows, queue, media, figures, now);
      for (const [media, counts] of queue.counts) {
        if (counts.waiting + counts.inRouter + counts.onAgents > 0) this.#show(rows, queue, media, figures, now);
      }
      rows.sweep((row) => this.#drop(row, figures.tenant));
    }
    this.#queues.sweep(({ media: rows }) => {
      rows.begin();
      rows.sweep((row) => this.#drop(row, figures.tenant));
    });
  }

  #show(rows: Kept<Row>, queue: Queue, media: string, figures: StateFigures, now: number): void {
    const row = rows.row(media, () => this.#make(queue.name, figures.tenant, media));
    const counts: QueueCounts | undefined = queue.counts.get(media);
    if (counts === undefined) return clear(row);
    row.waiting.set(counts.waiting);
    row.length.set(counts.neverDelivered);
    row.inRouter.set(counts.inRouter);
    row.onAgent.set(counts.onAgents);
    row.inProcessing.set(counts.inRouter + counts.onAgents);
    row.oldest.set(counts.waiting === 0 ? 0 : Math.max(0, now - figures.oldestArrival(counts)));
  }

  #make(queue: string, tenant: string, media: string): Row {
    const families = this.#families;
    return {
      queue,
      media,
      waiting: families.queue_media_waiting_processing.labels(queue, tenant, media),
      length: families.queue_media_current_length.labels(queue, tenant, media),
      inRouter: families.queue_media_in_router.labels(queue, tenant, media),
      onAgent: families.queue_media_on_agent.labels(queue, tenant, media),
      inProcessing: families.queue_media_in_processing.labels(queue, tenant, media),
      oldest: families.queue_oldest_seconds.labels(queue, media),
    };
  }

  #drop({ queue, media }: Row, tenant: string): void {
    const families = this.#families;
    families.queue_media_waiting_processing.remove(queue, tenant, media);
    families.queue_media_current_length.remove(queue, tenant, media);
    families.queue_media_in_router.remove(queue, tenant, media);
    families.queue_media_on_agent.remove(queue, tenant, media);
    families.queue_media_in_processing.remove(queue, tenant, media);
    families.queue_oldest_seconds.remove(queue, media);
  }
}

function clear(row: Row): void {
  for (const series of [row.waiting, row.length, row.inRouter, row.onAgent, row.inProcessing, row.oldest])
    series.set(0);
}
