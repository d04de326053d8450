import { destination, pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';

export type { Logger };

/** `log/verbose` of the application options, from least to most. */
export type Verbose = 'none' | 'standard' | 'interaction' | 'trace' | 'debug' | 'all';

/** The level from which lines are written: steps of an interaction are debug, requests and events are trace. */
const LEVELS: Readonly<Record<Verbose, LevelWithSilent>> = {
  none: 'silent',
  standard: 'info',
  interaction: 'debug',
  trace: 'trace',
  debug: 'trace',
  all: 'trace',
};

/** Bytes of lines that wait for a reader of stdout that has stopped; what comes beyond is dropped. */
const WAITING_BYTES = 16 * 1024 * 1024;

/** Stdout, without ever holding up the server. Flushed when the process exits. */
function stdout(): DestinationStream {
  return destination({ dest: 1, sync: false, maxLength: WAITING_BYTES });
}

/**
 * A structured log: one JSON line an event, `{"level":"info","time":"2026-01-31T12:00:00.000Z","client":7,"event":"client registered"}`.
 * Call it as `log.info({ client: 7 }, 'client registered')`: facts in the object, a fixed sentence as the event.
 *
 * @param level `log.level` of the settings; {@link setVerbose} changes it once the application options are known.
 */
export function createLog(level: LevelWithSilent, to: DestinationStream = stdout()): Logger {
  return pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
}

/** Changes how much a log says, while it is in use. */
export function setVerbose(log: Logger, verbose: Verbose): void {
  log.level = LEVELS[verbose];
}
