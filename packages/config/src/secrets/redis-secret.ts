import { flag } from '../values/choices.ts';
import { port } from '../values/numbers.ts';
import { text } from '../values/texts.ts';
import type { ReadSecret } from './secret.ts';
import { readSecretObject, type SecretValues } from './secret-object.ts';

const members = {
  password: { type: text({ max: 4096 }) },
  port: { type: port() },
  rejectUnauthorized: { type: flag() },
  servername: { type: text({ max: 255 }) },
} as const;

/** Credentials of Redis. Host and port of the settings win over `port`; `servername` is for TLS only. */
export type RedisSecret = SecretValues<typeof members>;

/** Reads `{password, port, rejectUnauthorized, servername}`; each may be left out. */
export function parseRedisSecret(content: string): ReadSecret<RedisSecret> {
  return readSecretObject(members, content);
}
