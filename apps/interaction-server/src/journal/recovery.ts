import type { Timer } from '@ixn/protocol';
import type { AgentSession } from '../state/agent-session.ts';
import type { Counters } from '../state/batch.ts';
import type { Interaction } from '../state/interaction.ts';
import { readAgentSession } from './agent-sessions.ts';
import { BinaryRow } from './binary-row.ts';
import { CopyOut } from './copy-out.ts';
import { type CustomColumn, withCustomColumns } from './custom-columns.ts';
import type { Database } from './database.ts';
import { RequestTimedOut } from './errors.ts';
import { InteractionReader } from './interactions.ts';
import { readCounters } from './outbox.ts';
import { openSession, type Session } from './session.ts';
import { readSql, readStatement } from './sql-text.ts';

/** Who takes what is read back. */
export interface RecoveryListener {
  /** All of them before the first interaction. */
  agent(session: AgentSession): void;
  /** In no particular order. */
  interaction(interaction: Interaction): void;
  /** `total` is what there was to read at the start. Called every {@link PROGRESS_ROWS} rows, and at the end. */
  progress(done: number, total: number): void;
}

/** What the server starts from, besides the interactions. */
export interface Recovered {
  readonly interactions: number;
  readonly agents: number;
  readonly counters: Counters;
}

export const PROGRESS_ROWS = 10_000;

/** The first read may have to wait for a cold disk. ms. */
const COUNT_TIMEOUT = 60_000;

const recoverInteractions = readSql('recover-interactions');
const countInteractions = readStatement('count-interactions');
const recoverAgents = readStatement('recover-agent-sessions');
const recoverCounters = readStatement('recover-counters');

/**
 * Reads everything back. Whoever calls holds the lease, so nothing changes meanwhile. Rejects when the database is lost, when it
 * stops sending for the request time-out, or when a row cannot be read; what was given to the listener until then is to be dropped.
 */
export async function recover(
  database: Database,
  custom: readonly CustomColumn[],
  listener: RecoveryListener,
): Promise<Recovered> {
  const session = await openSession(database, 'recovery');
  try {
    const [counters] = await session.query(recoverCounters, []);
    const agents = await session.query(recoverAgents, []);
    for (const agent of agents) listener.agent(readAgentSession(agent));
    const [count] = await session.query(countInteractions, [], COUNT_TIMEOUT);
    const interactions = await readInteractions(database, session, custom, listener, count?.[0] as number);
    return { interactions, agents: agents.length, counters: readCounters(counters) };
  } finally {
    await session.end();
  }
}

async function readInteractions(
  database: Database,
  session: Session,
  custom: readonly CustomColumn[],
  listener: RecoveryListener,
  total: number,
): Promise<number> {
  const row = new BinaryRow();
  const reader = new InteractionReader(custom);
  let done = 0;
  let ended = false;
  const copy = new CopyOut(withCustomColumns(recoverInteractions, custom).text, (bytes, start) => {
    ended = !row.begin(bytes, start);
    if (ended) return;
    listener.interaction(reader.read(row));
    if (++done % PROGRESS_ROWS === 0) listener.progress(done, total);
  });
  const watch = watchProgress(database, session, () => done);
  session.submit(copy);
  try {
    await copy.done;
  } catch (error) {
    throw watch.timedOut()
      ? new RequestTimedOut(`the database stopped sending after ${done} of ${total} interactions`)
      : error;
  } finally {
    watch.end();
  }
  if (!ended) throw new Error(`the database sent ${done} interactions and no end`);
  listener.progress(done, total);
  return done;
}

/** Destroys the session when no row has come for the request time-out. */
function watchProgress(database: Database, session: Session, done: () => number): { timedOut(): boolean; end(): void } {
  const { clock, settings } = database;
  let seen = -1;
  let timedOut = false;
  let timer: Timer;
  const look = (): void => {
    if (seen === done()) {
      timedOut = true;
      session.destroy();
      return;
    }
    seen = done();
    timer = clock.after(settings.requestTimeoutMs, look);
  };
  look();
  return { timedOut: () => timedOut, end: () => timer.cancel() };
}
