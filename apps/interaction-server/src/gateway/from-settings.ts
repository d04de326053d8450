import type { InteractionServerOptions, InteractionServerSettings } from '@ixn/config';
import type { Clock } from '@ixn/protocol';
import type { Logger } from '../log.ts';
import {
  certificateAuthentication,
  noAuthentication,
  tokenAuthentication,
  type Authentication,
} from './authentication.ts';
import { CertificateFiles } from './certificate-files.ts';
import type { ServerMetrics } from './counters.ts';
import { Gateway } from './gateway.ts';
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts';
import { tokenFile, type TokenFile } from './token-file.ts';

export interface GatewayParts {
  readonly limits: Readonly<GatewayLimits>;
  /** Id and short id of the tenant. */
  readonly tenants: readonly string[];
  readonly metrics: ServerMetrics;
  readonly log: Logger;
  readonly clock: Clock;
}

export interface SettledGateway {
  readonly gateway: Gateway;
  /** Stops watching the files of certificates and tokens. */
  readonly close: () => void;
}

/** The bounds that settings say; what the options say follows with {@link applyOptions}. */
export function limitsOf(settings: InteractionServerSettings): GatewayLimits {
  return {
    ...DEFAULT_LIMITS,
    maxFrameSize: settings.maxFrameSize,
    pingAfter: settings.keepAlive.interval,
    deadAfter: settings.keepAlive.timeout,
    maxUnsentBytes: Math.max(DEFAULT_LIMITS.maxUnsentBytes, settings.maxFrameSize * FRAMES_UNSENT),
  };
}

/** So many of the longest frames may wait for one reader. */
const FRAMES_UNSENT = 8;

/** Takes over what the application options say about clients; in force at once. */
export function applyOptions(limits: GatewayLimits, options: InteractionServerOptions): void {
  limits.registrationTimeout = options.settings.registrationTimeout;
  limits.maxClients = options.settings.maxCurrentClients;
  limits.maxOutputTimeout = options.settings.maxOutputTimeout;
}

/** The gateway that the settings describe. Throws when a file that they name cannot be used; the message names it. */
export function gatewayFrom(settings: InteractionServerSettings, parts: GatewayParts): SettledGateway {
  const { cert, key, ca } = settings.tls;
  const { log, clock } = parts;
  const clientCa = settings.clientAuth === 'mtls' ? ca : undefined;
  const files =
    cert === undefined || key === undefined ? undefined : new CertificateFiles({ cert, key, clientCa }, { log, clock });
  const tokens = settings.clientAuth === 'token' ? tokenFile(settings.tokensFile ?? '', { log, clock }) : undefined;
  const gateway = new Gateway({
    ...parts,
    host: settings.listen.host,
    port: settings.listen.port,
    authentication: authenticationOf(settings.clientAuth, tokens),
    ...(files === undefined ? {} : { certificates: files.current }),
  });
  files?.follow((certificates) => gateway.renewCertificates(certificates));
  return {
    gateway,
    close() {
      files?.close();
      tokens?.close();
    },
  };
}

function authenticationOf(how: InteractionServerSettings['clientAuth'], tokens: TokenFile | undefined): Authentication {
  if (tokens !== undefined) return tokenAuthentication(tokens);
  return how === 'mtls' ? certificateAuthentication : noAuthentication;
}
