import { readOutbox } from '@ixn/interaction-server/outbox';
import type { Client } from 'pg';
import type { FinalState, HistoryEvent } from './record.ts';

/** Numbers of the column `place`. */
const PLACES = ['queue', 'workbin', 'router', 'agents', 'snapshot-lock', 'stopped'];
const OUTBOX_PAGE = 500;

/** Reads all events of the outbox in the order of their batches. `schema` is the server's. */
export async function readEvents(database: Client, schema: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let after: [string, string] = ['-1', '-1'];
  for (;;) {
    const { rows } = await database.query<{ epoch: string; batch: string; events: Buffer }>(
      `SELECT epoch, batch, events FROM ${schema}.outbox WHERE (epoch, batch) > ($1, $2) ORDER BY epoch, batch LIMIT ${OUTBOX_PAGE}`,
      after,
    );
    for (const row of rows) {
      for (const { event, sequence, interaction, actor, own } of readOutbox(row.events)) {
        events.push({
          sequence,
          epoch: Number(row.epoch),
          name: event.name,
          interactionId: interaction?.id ?? null,
          party: partyOf(event.name, own['Party'] as PartyAttribute | undefined, actor),
          queue: interaction?.queue ?? '',
        });
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return events;
    after = [last.epoch, last.batch];
  }
}

interface PartyAttribute {
  readonly AgentId?: string;
  readonly RouterId?: string;
}

function partyOf(name: string, party: PartyAttribute | undefined, actor: PartyAttribute): string {
  const who = party ?? (name === 'EventAccepted' ? actor : {});
  if (who.AgentId !== undefined) return `agent ${who.AgentId}`;
  if (who.RouterId !== undefined) return `router ${who.RouterId}`;
  return '';
}

/** Reads what is live and what is completed. */
export async function readFinalState(database: Client, schema: string): Promise<FinalState> {
  const live = await database.query<{ id: string; place: number }>(`SELECT id, place FROM ${schema}.interactions`);
  const completed = await database.query<{ id: string }>(`SELECT id FROM ${schema}.completed_interactions`);
  return {
    live: new Map(live.rows.map(({ id, place }) => [id, PLACES[place] ?? String(place)])),
    completed: completed.rows.map(({ id }) => id),
  };
}
