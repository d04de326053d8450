import type { Clock } from '@ixn/protocol';
import type { ConnectionSettings } from './connection-settings.ts';
import type { DatabaseStatistics } from './statistics.ts';

/** Where the journal says what happens, as the server's log takes it: facts, and a fixed sentence. */
export interface JournalLog {
  info(facts: object, event: string): void;
  warn(facts: object, event: string): void;
  error(facts: object, event: string): void;
}

/** What every connection of this server to its database is opened with. */
export interface Database {
  readonly settings: ConnectionSettings;
  /** Name of this server in the lease and in the database's list of sessions: no spaces, at most 40 characters. */
  readonly holder: string;
  readonly clock: Clock;
  readonly log: JournalLog;
  readonly statistics: DatabaseStatistics;
}

/** What a connection is for. Shown in the database's list of sessions. */
export type Purpose = 'start' | 'commit' | 'lease' | 'recovery' | 'lookup' | 'upkeep';

/** How a session of ours names itself: successors find the sessions of an old holder by it. */
export function applicationName(holder: string, purpose: Purpose): string {
  return `ixn ${holder} ${purpose}`;
}
