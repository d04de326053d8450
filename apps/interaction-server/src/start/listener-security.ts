import type { InteractionServerSettings } from '@ixn/config';
import { systemClock } from '@ixn/config';
import {
  type Authentication,
  certificateAuthentication,
  noAuthentication,
  tokenAuthentication,
} from '../gateway/authentication.ts';
import { CertificateFiles } from '../gateway/certificate-files.ts';
import { tokenFile } from '../gateway/token-file.ts';
import type { Logger } from '../log.ts';

/** The certificates of the protocol listener; undefined: it speaks plainly. Throws when a file cannot be used, and names it. */
export function certificateFiles(settings: InteractionServerSettings, log: Logger): CertificateFiles | undefined {
  const { cert, key, ca } = settings.tls;
  if (cert === undefined || key === undefined) return undefined;
  const clientCa = settings.clientAuth === 'mtls' ? ca : undefined;
  return new CertificateFiles({ cert, key, clientCa }, { clock: systemClock, log });
}

/** How clients prove who they are. Throws when the token file cannot be used, and names it. */
export function authentication(
  settings: InteractionServerSettings,
  log: Logger,
): { readonly authentication: Authentication; close(): void } {
  if (settings.clientAuth === 'token') {
    const tokens = tokenFile(settings.tokensFile ?? '', { clock: systemClock, log });
    return { authentication: tokenAuthentication(tokens), close: () => tokens.close() };
  }
  const isMutual = settings.clientAuth === 'mtls';
  return { authentication: isMutual ? certificateAuthentication : noAuthentication, close: () => {} };
}
