import type { Clock } from '../transport/clock.ts';
import { TransportError } from '../transport/transport.ts';
import { waitBefore } from './back-off.ts';
import { isRetryable } from './client-error.ts';
import type { Session } from './session.ts';

/**
 * Keeps a session registered: one life after another, with a back-off between them, until it is over.
 *
 * The back-off starts again after a life that lasted longer than the longest wait, so that a server which takes registrations
 * only to drop them is not run down.
 *
 * @param live connects and registers; resolves with the reason when what was registered is lost, rejects when it did not get
 *   that far
 */
export async function keepRegistered(session: Session, live: () => Promise<Error>): Promise<void> {
  const { states, settings } = session;
  const { clock, backOff, random } = settings;
  let attempt = 0;
  while (!states.over.aborted) {
    const began = clock.now();
    const cause = await live().catch((error: unknown) => error as Error);
    if (states.over.aborted) return;
    const retry = backOff !== undefined && mayRetry(session, cause);
    if (retry && clock.now() - began >= backOff.longestMs) attempt = 0;
    const wait = retry ? waitBefore(attempt++, backOff, random()) : undefined;
    if (wait === undefined) return session.end('closed', cause);
    session.lose(cause);
    await pause(clock, wait, states.over);
  }
}

function mayRetry(session: Session, cause: Error): boolean {
  if (!session.registeredBefore && !session.settings.waitForServer) return false;
  return isRetryable(cause) || cause instanceof TransportError;
}

function pause(clock: Clock, milliseconds: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel();
      over.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.after(milliseconds, end);
    if (over.aborted) end();
    else over.addEventListener('abort', end, { once: true });
  });
}
