import { type Client, RequestError, RequestGetInteractionProperties } from '@ixn/protocol';
import type { LedgerContent } from './ledger.ts';

export interface Reconciled {
  readonly submitted: number;
  readonly finished: number;
  readonly inProgress: number;
  /** Acknowledged once, and now neither live nor stopped. */
  readonly lost: readonly string[];
}

/** Questions under way at once. */
const AT_ONCE = 200;
const ANSWER_TIMEOUT_MS = 20_000;

/**
 * Compares what was acknowledged with what the server has: every id that was not seen finished is asked for. A stopped interaction
 * is known to the server for `completed-retention`.
 */
export async function reconcile(ledger: LedgerContent, client: Client): Promise<Reconciled> {
  const open = [...ledger.acked].filter((id) => !ledger.finished.has(id));
  const lost: string[] = [];
  let inProgress = 0;
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const answers = await Promise.all(open.slice(start, start + AT_ONCE).map((id) => whereIs(client, id)));
    answers.forEach((answer, index) => {
      if (answer === 'live') inProgress++;
      else if (answer === 'unknown') lost.push(open[start + index] as string);
    });
  }
  const finished = ledger.acked.size - inProgress - lost.length;
  return { submitted: ledger.acked.size, finished, inProgress, lost };
}

async function whereIs(client: Client, interactionId: string): Promise<'live' | 'stopped' | 'unknown'> {
  try {
    const { Interaction } = await client.request(
      RequestGetInteractionProperties,
      { InteractionId: interactionId },
      { timeoutMs: ANSWER_TIMEOUT_MS },
    );
    return Interaction.CompletedAt === undefined ? 'live' : 'stopped';
  } catch (error) {
    if (error instanceof RequestError && error.errorName === 'UnknownInteraction') return 'unknown';
    throw error;
  }
}
