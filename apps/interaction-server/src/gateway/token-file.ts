import { tokenParser, watchSecret, type Clock } from '@ixn/config';
import { CLIENT_TYPES } from '@ixn/protocol';
import type { Logger } from '../log.ts';
import type { TokenSource } from './authentication.ts';

export interface TokenFile extends TokenSource {
  close(): void;
}

/**
 * The tokens of a secret file, `{ClientType: token}`, read again when it changes. Throws when there is no good file to begin with.
 * Clients that are registered stay when their token is changed.
 */
export function tokenFile(path: string, { clock, log, interval }: TokenFileOptions): TokenFile {
  const watched = watchSecret(path, tokenParser(CLIENT_TYPES), {
    onChange: () => log.info({ file: path }, 'client tokens renewed'),
    onFault: (error) => log.error({ reason: error.message }, 'token file unusable, the last tokens stay'),
    clock,
    ...(interval === undefined ? {} : { interval }),
  });
  return { token: (clientType) => watched.current().get(clientType), close: () => watched.close() };
}

export interface TokenFileOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** ms between looks at the file. Default: that of all secrets. */
  readonly interval?: number;
}
