import { createHash, timingSafeEqual } from 'node:crypto';
import { refusal, type Refusal } from './refusals.ts';

/** The tokens in force, by client type. */
export interface TokenSource {
  token(clientType: string): string | undefined;
}

/** How clients prove who they are. */
/** What authentication reads of a registration. */
export interface Credentials {
  readonly ClientName: string;
  readonly ClientType: string;
  readonly Token?: string | undefined;
}

export interface Authentication {
  /** Undefined when the connection's own client has proved it. */
  ofConnection(attributes: Credentials, certificateName: string): Refusal | undefined;
  /** The same for a logical client, whom its proxy brings. */
  ofLogical(attributes: Credentials): Refusal | undefined;
}

/** Nobody has to. */
export const noAuthentication: Authentication = { ofConnection: () => undefined, ofLogical: () => undefined };

/** Each registration carries the token of its client type, behind a proxy too. */
export function tokenAuthentication(tokens: TokenSource): Authentication {
  const check = (attributes: Credentials): Refusal | undefined => {
    if (attributes.Token === undefined) return refusal('RegistrationFailed', 'Token is missing', 'Token');
    const expected = tokens.token(attributes.ClientType);
    if (expected !== undefined && isSame(attributes.Token, expected)) return undefined;
    return refusal('RegistrationFailed', `Token is not that of ${attributes.ClientType}`, 'Token');
  };
  return { ofConnection: check, ofLogical: check };
}

/**
 * The common name of the client's certificate is its ClientName; who may have a certificate is for the authority to say. A proxy proves
 * itself and answers for its logical clients.
 */
export const certificateAuthentication: Authentication = {
  ofConnection(attributes, certificateName) {
    if (certificateName !== '' && certificateName === attributes.ClientName) return undefined;
    const detail = 'ClientName is not the common name of the certificate';
    return refusal('RegistrationFailed', detail, 'ClientName');
  },
  ofLogical: () => undefined,
};

/** Takes the same time wherever the first difference is. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
