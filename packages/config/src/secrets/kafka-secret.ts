import { flag, oneOf } from '../values/choices.ts';
import { accepted, refused, type ValueType } from '../values/value-type.ts';
import { text, textList } from '../values/texts.ts';
import { badSecret, type ReadSecret, secretOf } from './secret.ts';
import { readSecretObject } from './secret-object.ts';

/** How to reach Kafka. */
export interface KafkaSecret {
  /** `host:port` of each broker. */
  readonly brokers: readonly string[];
  /** SASL credentials; undefined: none. */
  readonly sasl:
    | { readonly mechanism: KafkaMechanism; readonly username: string; readonly password: string }
    | undefined;
  readonly tls: boolean;
  /** Authorities (PEM) that broker certificates must come from; undefined: the system's. */
  readonly ca: string | undefined;
}

/** The SASL mechanisms that are known. */
export type KafkaMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

const mechanisms = oneOf(['plain', 'scram-sha-256', 'scram-sha-512']);

/** Mechanisms are written in capitals as often as not. */
const mechanism: ValueType<KafkaMechanism> = {
  ...mechanisms,
  read: (raw) => mechanisms.read(typeof raw === 'string' ? raw.trim().toLowerCase() : raw),
};

const brokerList: ValueType<readonly string[]> = {
  kind: 'list of brokers',
  unit: '',
  range: 'host:port',
  read(raw) {
    const expected = 'host:port of a broker, several with commas between them';
    const list = textList({ max: 300, pattern: /^(?:\[[0-9A-Fa-f:.]+\]|[^\s:/,]+):\d{1,5}$/ }).read(raw);
    if (!list.ok || list.value.length === 0) return refused(expected);
    const portsFit = list.value.every((broker) => {
      const port = Number(broker.slice(broker.lastIndexOf(':') + 1));
      return port >= 1 && port <= 65_535;
    });
    return portsFit ? accepted(list.value) : refused(expected);
  },
};

const members = {
  bootstrap: { type: brokerList, required: true },
  username: { type: text({ max: 1024 }) },
  password: { type: text({ max: 4096 }) },
  mechanism: { type: mechanism },
  tls: { type: flag() },
  ca: { type: text({ max: 1_048_576, lines: true }) },
} as const;

/**
 * Reads `{bootstrap, username?, password?, mechanism?, tls?, ca?}`. With a user name and no mechanism: SASL PLAIN. With a
 * user name or `ca` TLS is on unless `tls` is false; else off unless `tls` is true.
 */
export function parseKafkaSecret(content: string): ReadSecret<KafkaSecret> {
  const read = readSecretObject(members, content);
  if (!read.ok) return read;
  const { bootstrap, username, password, ca, tls } = read.value;
  if (username !== undefined && password === undefined) return badSecret('password', 'is missing beside username');
  if (username === undefined && password !== undefined) return badSecret('username', 'is missing beside password');
  if (username === undefined && read.value.mechanism !== undefined) {
    return badSecret('username', 'is missing beside mechanism');
  }
  const sasl =
    username === undefined || password === undefined
      ? undefined
      : { mechanism: read.value.mechanism ?? 'plain', username, password };
  return secretOf({ brokers: bootstrap, sasl, tls: tls ?? (sasl !== undefined || ca !== undefined), ca });
}
