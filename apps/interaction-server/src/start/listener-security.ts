import { readFileSync } from 'node:fs';
import { type InteractionServerSettings, type SecretParser, tokenParser, watchSecret } from '@ixn/config';
import { CLIENT_TYPES } from '@ixn/protocol';
import {
  type Authentication,
  certificateAuthentication,
  noAuthentication,
  tokenAuthentication,
} from '../gateway/authentication.ts';
import type { Certificates } from '../gateway/listener.ts';
import type { Logger } from '../log.ts';

/** Certificates of the protocol listener; undefined: it speaks plainly. Throws when a file cannot be read. */
export function readCertificates(settings: InteractionServerSettings): Certificates | undefined {
  const { cert, key, ca } = settings.tls;
  if (cert === undefined || key === undefined) return undefined;
  const pair = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  return settings.clientAuth === 'mtls' && ca !== undefined ? { ...pair, clientCa: readFileSync(ca, 'utf8') } : pair;
}

/** Calls `renew` when a certificate file has changed; what cannot be used is logged, and the old ones stay. */
export function watchCertificates(
  settings: InteractionServerSettings,
  log: Logger,
  renew: (certificates: Certificates) => void,
): { close(): void } {
  const { cert, key, ca } = settings.tls;
  const changed = (): void => {
    try {
      const certificates = readCertificates(settings);
      if (certificates !== undefined) renew(certificates);
      log.info({}, 'certificates renewed');
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.message : String(error) }, 'certificates not renewed');
    }
  };
  const watched = [cert, key, ca].filter((file) => file !== undefined);
  const watches = watched.map((file) =>
    watchSecret(file, anyText, {
      onChange: changed,
      onFault: (error) => log.error({ reason: error.message }, 'certificate not read'),
    }),
  );
  return {
    close: () => {
      for (const watch of watches) watch.close();
    },
  };
}

const anyText: SecretParser<string> = (content) => ({ ok: true, value: content });

/** How clients prove who they are. Tokens are read again when their file changes. Throws when the file cannot be used. */
export function authentication(
  settings: InteractionServerSettings,
  log: Logger,
): { readonly authentication: Authentication; close(): void } {
  if (settings.clientAuth === 'mtls') return { authentication: certificateAuthentication, close: () => {} };
  if (settings.clientAuth === 'none' || settings.tokensFile === undefined) {
    return { authentication: noAuthentication, close: () => {} };
  }
  const tokens = watchSecret(settings.tokensFile, tokenParser(CLIENT_TYPES), {
    onChange: () => log.info({}, 'tokens renewed'),
    onFault: (error) => log.error({ reason: error.message }, 'tokens not renewed'),
  });
  const source = { token: (clientType: string) => tokens.current().get(clientType) };
  return { authentication: tokenAuthentication(source), close: () => tokens.close() };
}
