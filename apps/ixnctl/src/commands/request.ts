import { text } from 'node:stream/consumers';
import {
  attributesFromJson,
  CLIENT_TYPES,
  isClientType,
  messageByName,
  type ClientType,
  type RequestDefinition,
  parseExactJson,
} from '@ixn/protocol';
import { atMost, positional, textOf, wholeOf, type Arguments, type Command } from '../command.ts';
import type { Io } from '../io.ts';
import { jsonOf } from '../printed.ts';
import { clientFor, serverOptions, tenantOf } from '../server.ts';
import { UsageError } from '../usage-error.ts';

/** Sends one request and prints its answer. */
export const request: Command = {
  name: 'request',
  usage: 'NAME [JSON] [--type TYPE]',
  summary: 'send one request and print its answer',
  details: [
    'JSON holds the attributes, {} if missing; - reads it from standard input.',
    'In user data {"$bin": base64}, {"$ts": RFC 3339} and {"$int": "digits"} stand for what JSON lacks.',
    'A mandatory TenantId that is missing is taken from --tenant.',
    'Example: ixnctl request RequestGetInteractionProperties \'{"InteractionId":"0123456789ABCDEF"}\'',
  ],
  options: {
    type: { type: 'string', value: 'TYPE', help: 'client type (default: one that may send the request)' },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long to wait for the answer (default 60)' },
    ...serverOptions,
  },

  async run(typed, io) {
    const message = requestNamed(positional(typed, 0, 'NAME'));
    atMost(typed, 2);
    const attributes = attributesFromJson(message, withTenant(message, await readJson(typed, io), tenantOf(typed)));
    const client = clientFor(typed, io, typeFor(typed, message), {
      requestTimeoutMs: (wholeOf(typed, 'timeout', 1, 86_400) ?? 60) * 1_000,
      reconnect: false,
    });
    const stop = (): void => void client.close();
    io.interrupted.addEventListener('abort', stop, { once: true });
    try {
      await client.open();
      await io.print(jsonOf(await client.exchange(message, attributes)));
    } finally {
      await client.close();
    }
  },
};

function requestNamed(name: string): RequestDefinition {
  const message = messageByName(name) ?? messageByName(`Request${name}`);
  if (message?.kind === 'request') return message;
  throw new UsageError(`there is no request '${name}'; 'ixnctl messages' lists all`);
}

function typeFor(typed: Arguments, message: RequestDefinition): ClientType {
  const type = textOf(typed, 'type');
  if (type === undefined) return message.from.includes('Unknown') ? 'Unknown' : (message.from[0] ?? 'Unknown');
  if (isClientType(type)) return type;
  throw new UsageError(`--type takes one of ${CLIENT_TYPES.join(', ')}, not '${type}'`);
}

async function readJson(typed: Arguments, io: Io): Promise<unknown> {
  const given = typed.positionals[1] ?? '{}';
  const json = given === '-' ? await text(io.input) : given;
  try {
    return parseExactJson(json);
  } catch (error) {
    throw new UsageError(`the attributes are not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function withTenant(message: RequestDefinition, json: unknown, tenant: string): unknown {
  const wanted = message.attributes['TenantId']?.presence === 'required';
  return wanted && typeof json === 'object' && json !== null && !('TenantId' in json)
    ? { TenantId: tenant, ...json }
    : json;
}
