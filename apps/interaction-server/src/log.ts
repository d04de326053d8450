import { destination, pino, type DestinationStream, type Level, type Logger } from 'pino';

export type { Logger };

/** `log/verbose` of the application options, from most to least. */
export type Verbose = 'all' | 'debug' | 'trace' | 'interaction' | 'standard' | 'none';

const LEVELS: Readonly<Record<Verbose, Level | 'silent'>> = {
  all: 'trace',
  debug: 'debug',
  trace: 'debug',
  interaction: 'info',
  standard: 'info',
  none: 'silent',
};

/** Lines that wait for a reader of stdout that has stopped; beyond this many bytes they are dropped. */
const WAITING_BYTES = 16 * 1024 * 1024;

/** Where lines go when nothing else is said: stdout, without ever holding up the server. Flushed when the process exits. */
export function stdout(): DestinationStream {
  return destination({ dest: 1, sync: false, maxLength: WAITING_BYTES });
}

/**
 * A structured log: one JSON line an event, `{"level":"info","time":"2025-…Z","event":"client registered",…}`.
 * Call it as `log.info({ client, interaction }, 'client registered')`: facts in the object, a fixed sentence as the event.
 */
export function createLog(verbose: Verbose, to: DestinationStream = stdout()): Logger {
  return pino(
    {
      level: LEVELS[verbose],
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
