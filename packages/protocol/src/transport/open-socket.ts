import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import { TransportError } from './transport.ts';

/** What the attempt to connect is waiting for, and how long it may take. */
export interface SocketOpening {
  readonly address: string;
  /** The event that says that the socket can be written to: `connect`, for TLS `secureConnect`. */
  readonly readyEvent: 'connect' | 'secureConnect';
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** Waits until a socket is ready. A socket that is not ready in time, or given up by the signal, is destroyed. */
export function socketReady<S extends Socket>(socket: S, opening: SocketOpening): Promise<S> {
  const { address, readyEvent, timeout, clock, signal } = opening;
  return new Promise((resolve, reject) => {
    const timer = clock.after(timeout, () =>
      socket.destroy(new TransportError('ETIMEDOUT', `${address} did not answer within ${timeout} ms`)),
    );
    const onAbort = () => socket.destroy(new TransportError('ECANCELED', `connecting to ${address} was given up`));
    const settle = () => {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
      socket.removeListener(readyEvent, onReady);
      socket.removeListener('error', onError);
      socket.removeListener('close', onClosed);
    };
    const onReady = () => {
      settle();
      resolve(socket);
    };
    const onError = (error: NodeJS.ErrnoException) => {
      settle();
      // The socket emits nothing more that matters, but an error without a listener would end the process.
      socket.on('error', () => undefined);
      reject(explain(error, address));
    };
    const onClosed = () => onError(new TransportError('ECONNRESET', `${address} ended the connection at once`));
    socket.once(readyEvent, onReady);
    socket.once('error', onError);
    socket.once('close', onClosed);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another server name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted here (give its CA)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed and not trusted here (give its CA)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified (give its CA)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of its certificate is not known here (give its CA)',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function explain(error: NodeJS.ErrnoException, address: string): TransportError {
  if (error instanceof TransportError) return error;
  const code = error.code ?? 'EUNKNOWN';
  const why = advice[code] ?? error.message;
  return new TransportError(code, `cannot connect to ${address}: ${why} (${code})`, { cause: error });
}
