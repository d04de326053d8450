import type { AgentSession } from '../../../src/state/agent-session.ts';
import type { Batch, Counters } from '../../../src/state/batch.ts';
import type { Interaction } from '../../../src/state/interaction.ts';
import type { ConnectionSettings } from '../../../src/journal/connection-settings.ts';
import { Journal, type JournalListener, type JournalSettings } from '../../../src/journal/journal.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly facts: object;
}

/** A journal under test, with what it said. */
export interface TestJournal {
  readonly journal: Journal;
  readonly lines: LogLine[];
  /** Resolves with what the journal called fatal. */
  readonly fatal: Promise<Error>;
  /** Resolves with the holder that the journal waits for. */
  readonly waiting: Promise<string>;
  /** ms of each commit. */
  readonly commits: number[];
}

/** A journal on `connection` that is not open yet. Close it. */
export function newJournal(connection: ConnectionSettings, own: Partial<JournalSettings> = {}): TestJournal {
  const lines: LogLine[] = [];
  const commits: number[] = [];
  const fatal = Promise.withResolvers<Error>();
  const waiting = Promise.withResolvers<string>();
  const listener: JournalListener = {
    waiting: (holder) => waiting.resolve(holder),
    committed: (ms) => commits.push(ms),
    fatal: (error) => fatal.resolve(error),
  };
  const log = {
    info: (facts: object, event: string) => void lines.push({ level: 'info', event, facts }),
    warn: (facts: object, event: string) => void lines.push({ level: 'warn', event, facts }),
    error: (facts: object, event: string) => void lines.push({ level: 'error', event, facts }),
  };
  const settings: JournalSettings = {
    connection,
    tenant: 'tenant-1',
    retention: { completed: 86_400_000, outbox: { ms: 3_600_000, events: 1_000_000 } },
    ...own,
  };
  return {
    journal: new Journal(settings, log, listener),
    lines,
    fatal: fatal.promise,
    waiting: waiting.promise,
    commits,
  };
}

export async function openJournal(
  connection: ConnectionSettings,
  own: Partial<JournalSettings> = {},
): Promise<TestJournal> {
  const made = newJournal(connection, own);
  await made.journal.open();
  return made;
}

/** A batch that holds what is given and nothing else. */
export function batch(number: number, own: Partial<Batch> = {}): Batch {
  return {
    number,
    created: new Set(),
    moved: new Set(),
    changed: new Set(),
    deleted: new Set(),
    completed: [],
    agentsSaved: new Set(),
    agentsRemoved: new Set(),
    events: new Uint8Array(),
    eventCount: 0,
    counters: { eventSequence: 0, submitSeq: 0, ticket: 0 },
    ...own,
  };
}

/** Everything that a journal recovers. */
export interface Everything {
  /** By id. */
  readonly live: Map<string, Interaction>;
  readonly agents: AgentSession[];
  readonly counters: Counters;
}

export async function recoverAll(journal: Journal): Promise<Everything> {
  const live = new Map<string, Interaction>();
  const agents: AgentSession[] = [];
  const recovered = await journal.recover({
    agent: (session) => agents.push(session),
    interaction: (interaction) => live.set(interaction.id, interaction),
    progress: () => undefined,
  });
  if (recovered.interactions !== live.size || recovered.agents !== agents.length)
    throw new Error('the counts are wrong');
  return { live, agents, counters: recovered.counters };
}
