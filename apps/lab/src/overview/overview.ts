import Fastify, { type FastifyInstance } from 'fastify';
import type { ServerFigures } from '../statistics/server-figures.ts';
import type { SummaryCounts } from '../stack/summary.ts';
import { OVERVIEW_PAGE } from './overview-page.ts';

/** What the overview shows at a moment. */
export interface OverviewView {
  readonly server: { readonly ok: boolean; readonly reason: string };
  readonly counts: SummaryCounts;
  readonly figures: ServerFigures;
  /** What, and where it listens. */
  readonly addresses: readonly (readonly [string, string])[];
}

/** The stack overview: a page, and what it shows as JSON. */
export function overview(view: () => OverviewView): FastifyInstance {
  const app = Fastify();
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(OVERVIEW_PAGE));
  app.get('/api/overview', async () => view());
  return app;
}
