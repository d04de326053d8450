import { createSecureContext } from 'node:tls';
import { watchSecret, type Clock, type ReadSecret, type WatchedSecret } from '@ixn/config';
import type { Logger } from '../log.ts';
import type { Certificates } from './listener.ts';

/** Where the certificates of the listener lie (PEM). */
export interface CertificatePaths {
  readonly cert: string;
  readonly key: string;
  /** Authorities of client certificates; left out: clients are not asked for one. */
  readonly clientCa?: string | undefined;
}

export interface CertificateFilesOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** ms between looks at the files. Default: that of all secrets. */
  readonly interval?: number;
}

/**
 * Certificates that are read again when their files change. Files change one after another: a certificate whose key has not come yet does
 * not fit, and the ones before stay in force until all fit.
 */
export class CertificateFiles {
  readonly #paths: CertificatePaths;
  readonly #log: Logger;
  readonly #watched: Readonly<Record<keyof CertificatePaths, WatchedSecret<string> | undefined>>;
  #current: Certificates;
  #onRenewed: (certificates: Certificates) => void = () => undefined;

  /** Throws when a file cannot be read, or they do not fit each other. */
  constructor(paths: CertificatePaths, options: CertificateFilesOptions) {
    this.#paths = paths;
    this.#log = options.log;
    const watch = (path: string): WatchedSecret<string> =>
      watchSecret(path, parsePem, {
        onChange: () => this.#renew(),
        onFault: (error) =>
          options.log.error({ reason: error.message }, 'certificate file unusable, the last one stays'),
        clock: options.clock,
        ...(options.interval === undefined ? {} : { interval: options.interval }),
      });
    this.#watched = {
      cert: watch(paths.cert),
      key: watch(paths.key),
      clientCa: paths.clientCa === undefined ? undefined : watch(paths.clientCa),
    };
    this.#current = this.#read();
    const misfit = fault(this.#current);
    if (misfit === undefined) return;
    this.close();
    throw new Error(`certificate ${paths.cert} and key ${paths.key} cannot be used: ${misfit}`);
  }

  get current(): Certificates {
    return this.#current;
  }

  /** Calls `renewed` whenever others are in force. */
  follow(renewed: (certificates: Certificates) => void): void {
    this.#onRenewed = renewed;
  }

  close(): void {
    for (const watched of Object.values(this.#watched)) watched?.close();
  }

  #read(): Certificates {
    const { cert, key, clientCa } = this.#watched;
    const pair = { cert: cert?.current() ?? '', key: key?.current() ?? '' };
    return clientCa === undefined ? pair : { ...pair, clientCa: clientCa.current() };
  }

  #renew(): void {
    const read = this.#read();
    const misfit = fault(read);
    if (misfit !== undefined) {
      this.#log.warn(
        { cert: this.#paths.cert, reason: misfit },
        'certificate and key do not fit yet, the last ones stay',
      );
      return;
    }
    this.#current = read;
    this.#log.info({ cert: this.#paths.cert }, 'certificates renewed');
    this.#onRenewed(read);
  }
}

function parsePem(text: string): ReadSecret<string> {
  if (text.includes('-----BEGIN ')) return { ok: true, value: text };
  return { ok: false, faults: [{ key: '', reason: 'is not PEM' }] };
}

/** Why the certificates cannot be used together; undefined when they can. */
function fault({ cert, key, clientCa }: Certificates): string | undefined {
  try {
    createSecureContext({ cert, key, ...(clientCa === undefined ? {} : { ca: clientCa }) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
