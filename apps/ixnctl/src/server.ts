import { readFileSync } from 'node:fs';
import { Client, tcp, tls, type ClientOptions, type ClientType, type Transport } from '@ixn/protocol';
import { textOf, whole, wholeOf, type Arguments, type Options } from './command.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Tenant of the example configuration, which the local stack runs. */
const exampleTenant = '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd';

const defaultPort = 7120;

/** Options of all commands that talk to a server. */
export const serverOptions: Options = {
  host: { type: 'string', value: 'HOST', help: 'server (default 127.0.0.1)' },
  port: { type: 'string', value: 'PORT', help: 'its port (default 7120 + IXN_PORT_OFFSET)' },
  tls: { type: 'boolean', help: 'use TLS; so do the four options that follow' },
  'tls-ca': { type: 'string', value: 'FILE', help: 'certificates of the authorities to trust (PEM)' },
  'tls-name': { type: 'string', value: 'NAME', help: "name in the server's certificate (default: the host)" },
  'tls-cert': { type: 'string', value: 'FILE', help: 'certificate to show (PEM), with --tls-key' },
  'tls-key': { type: 'string', value: 'FILE', help: 'private key of that certificate (PEM)' },
  token: {
    type: 'string',
    value: 'TOKEN',
    help: 'token of the client type; others on the machine can see it: better IXN_TOKEN',
  },
  'token-file': { type: 'string', value: 'FILE', help: 'file that holds the token (default: the variable IXN_TOKEN)' },
  tenant: { type: 'string', value: 'ID', help: "tenant (default: the example configuration's)" },
  name: { type: 'string', value: 'NAME', help: 'ClientName (default: ixnctl and the process id)' },
};

/** The tenant to work for. */
export function tenantOf(typed: Arguments): string {
  return textOf(typed, 'tenant') ?? exampleTenant;
}

/** A client of that type as the command line wants it, not opened yet. Throws UsageError for options that make no sense. */
export function clientFor(typed: Arguments, io: Io, type: ClientType, more: Partial<ClientOptions> = {}): Client {
  const token = tokenOf(typed, io);
  return new Client({
    name: textOf(typed, 'name') ?? `ixnctl-${process.pid}`,
    type,
    tenantId: tenantOf(typed),
    ...(token === undefined ? {} : { token }),
    transport: transportOf(typed, io),
    keepBodies: true,
    ...more,
  });
}

/** Tells a person who waits what becomes of the connection. */
export function noteLosses(client: Client, io: Io): void {
  client.onState((state, cause) => {
    if (state === 'lost') io.note(`ixnctl: ${cause?.message ?? 'connection lost'}; trying again`);
    if (state === 'registered') io.note(`ixnctl: registered as ${client.type} ${client.name}`);
  });
}

function transportOf(typed: Arguments, io: Io): Transport {
  const host = textOf(typed, 'host') ?? '127.0.0.1';
  const offset = whole(io.env['IXN_PORT_OFFSET'] ?? '0', 'IXN_PORT_OFFSET', 0, 65_535 - defaultPort);
  const port = wholeOf(typed, 'port', 1, 65_535) ?? defaultPort + offset;
  const [ca, certificate, key] = [file(typed, 'tls-ca'), file(typed, 'tls-cert'), file(typed, 'tls-key')];
  const serverName = textOf(typed, 'tls-name');
  if ((certificate === undefined) !== (key === undefined)) throw new UsageError('--tls-cert and --tls-key go together');
  if (typed.values['tls'] !== true && [ca, certificate, serverName].every((given) => given === undefined)) {
    return tcp({ host, port });
  }
  return tls({
    host,
    port,
    ...(ca === undefined ? {} : { ca }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(certificate === undefined || key === undefined ? {} : { certificate, key }),
  });
}

function tokenOf(typed: Arguments, io: Io): string | undefined {
  return textOf(typed, 'token') ?? file(typed, 'token-file')?.trim() ?? io.env['IXN_TOKEN'];
}

function file(typed: Arguments, option: string): string | undefined {
  const path = textOf(typed, option);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--${option}: ${(error as Error).message}`, { cause: error });
  }
}
