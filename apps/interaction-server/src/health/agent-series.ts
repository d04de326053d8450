import type { GaugeSeries } from '@ixn/metrics';
import type { Families } from './families.ts';
import { Kept } from './kept.ts';
import type { StateFigures } from './state-figures.ts';

interface Row {
  readonly media: string;
  readonly agents: GaugeSeries;
  readonly ready: GaugeSeries;
  readonly handling: GaugeSeries;
}

/** Agents that are logged in, by configured media type. */
export class AgentSeries {
  readonly #families: Families;
  readonly #media = new Kept<Row>();

  constructor(families: Families) {
    this.#families = families;
  }

  fill(figures: StateFigures): void {
    const { tenant } = figures;
    this.#families.agent_logged_in_count.labels(tenant).set(figures.agentCount());
    this.#media.begin();
    for (const media of figures.mediaTypes()) {
      const row = this.#media.row(media, () => this.#make(tenant, media));
      const counts = figures.agentMedia(media);
      row.agents.set(counts?.agents ?? 0);
      row.ready.set(counts?.ready ?? 0);
      row.handling.set(counts?.handling ?? 0);
    }
    this.#media.sweep(({ media }) => {
      this.#families.agent_media_count.remove(tenant, media);
      this.#families.agent_media_ready_count.remove(tenant, media);
      this.#families.agent_media_handling_count.remove(tenant, media);
    });
  }

  #make(tenant: string, media: string): Row {
    return {
      media,
      agents: this.#families.agent_media_count.labels(tenant, media),
      ready: this.#families.agent_media_ready_count.labels(tenant, media),
      handling: this.#families.agent_media_handling_count.labels(tenant, media),
    };
  }
}
