import { interactionServerSettings, settingsOfProcess } from '@ixn/config';
import { createLog } from './log.ts';
import { Server } from './start/server.ts';

/** How long a process that cannot go on may take to end before it is cut short. */
const FAILED_EXIT_MS = 2_000;

const settings = settingsOfProcess(interactionServerSettings);
const log = createLog(settings.log.level);

function end(code: number, withinMs: number): void {
  process.exitCode = code;
  // Whatever still holds the process open: it is over.
  setTimeout(() => process.exit(code), withinMs).unref();
}

const server = new Server(settings, log, (reason) => {
  log.fatal({ reason: reason.message }, 'the server cannot go on');
  end(1, FAILED_EXIT_MS);
});

let stopping = false;
function stop(why: string): void {
  if (stopping) return;
  stopping = true;
  log.info({ why }, 'stopping');
  setTimeout(() => {
    log.error({ limitMs: settings.drainTimeout }, 'not drained in time');
    process.exit(1);
  }, settings.drainTimeout).unref();
  server.stop().then(
    () => {
      log.info({}, 'stopped');
      end(0, FAILED_EXIT_MS);
    },
    (error: unknown) => {
      log.error({ reason: error instanceof Error ? error.message : String(error) }, 'not stopped cleanly');
      end(1, FAILED_EXIT_MS);
    },
  );
}

process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
// A parent that started this process with an IPC channel ends it by ending itself.
process.on('disconnect', () => stop('the parent process has ended'));

server.start().catch((error: unknown) => {
  if (stopping) return;
  log.fatal({ reason: error instanceof Error ? error.message : String(error) }, 'the server cannot start');
  end(1, FAILED_EXIT_MS);
});
