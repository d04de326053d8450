import { bytes } from '../values/bytes.ts';
import { oneOf } from '../values/choices.ts';
import { duration } from '../values/durations.ts';
import { port } from '../values/numbers.ts';
import { host, path, text, url } from '../values/texts.ts';
import { clientTls } from './client-tls.ts';
import { connectionStringSuffix } from './connection-string.ts';
import { defineSettings, type FlatSettings, type SettingsCheck, type SettingsOf } from './define.ts';

const table = {
  'tenant.id': {
    type: text({ max: 64 }),
    required: true,
    effect: 'The tenant that the server serves: the id in its configuration document and in requests.',
  },
  'tenant.sid': {
    type: text({ max: 64 }),
    effect: 'Short id of the tenant, in metric labels. Left out: the one of the configuration document.',
  },

  'listen.host': {
    type: host(),
    default: '127.0.0.1',
    effect:
      'Address of the protocol listener. Beyond loopback it needs TLS and client-auth, or listen.plaintext=accept and client-auth=none said explicitly.',
  },
  'listen.port': { type: port(true), default: 7120, effect: 'Port of the protocol listener; 0: any free one.' },
  'listen.plaintext': {
    type: oneOf(['refuse', 'accept']),
    default: 'refuse',
    effect: 'accept: the listener may speak without TLS beyond loopback, such as inside a service mesh.',
  },
  'tls.cert': { type: path(), effect: 'Certificate chain of the protocol listener (PEM). Given: it speaks TLS only.' },
  'tls.key': { type: path(), effect: 'Private key of the certificate (PEM).' },
  'tls.ca': {
    type: path(),
    effect: 'Authorities that client certificates must come from (PEM), for client-auth=mtls.',
  },
  'client-auth': {
    type: oneOf(['none', 'token', 'mtls']),
    default: 'none',
    effect: 'How clients prove who they are: not at all, by the token of their type, or by a client certificate.',
  },
  'tokens-file': { type: path(), effect: 'Secret file with the tokens by client type, for client-auth=token.' },

  'health.host': {
    type: host(),
    default: '127.0.0.1',
    effect: 'Address of the health and metrics port. It speaks plain HTTP and shows no user data.',
  },
  'health.port': { type: port(true), default: 13131, effect: 'Port of health and metrics; 0: any free one.' },

  'max-frame-size': {
    type: bytes({ min: 4096, max: 67_108_864 }),
    default: '1MiB',
    effect: 'The longest frame that is read or written.',
  },
  'keep-alive.interval': {
    type: duration('seconds', { min: 0.05, max: 3600 }),
    default: '10s',
    effect: 'Silence after which the server sends a ping.',
  },
  'keep-alive.timeout': {
    type: duration('seconds', { min: 0.1, max: 7200 }),
    default: '20s',
    effect: 'Silence after which the server takes a client for dead. More than keep-alive.interval.',
  },

  'conf-server.host': { type: host(), default: '127.0.0.1', effect: 'Host of the configuration service.' },
  'conf-server.port': { type: port(), default: 8888, effect: 'Port of the configuration service.' },
  'conf-server.app-name': {
    type: text({ max: 255 }),
    default: 'InteractionServer',
    effect: "The name of the server's own application object in the configuration document.",
  },

  'db.url': {
    type: url(['postgres:', 'postgresql:']),
    secret: true,
    effect: 'The database as a URL, in place of db.host, db.port, db.name, db.user and db.password.',
  },
  'db.host': { type: host(), default: '127.0.0.1', effect: 'Host of PostgreSQL.' },
  'db.port': { type: port(), default: 5432, effect: 'Port of PostgreSQL.' },
  'db.name': { type: text({ max: 63 }), default: 'ixn', effect: 'Name of the database.' },
  'db.user': { type: text({ max: 63 }), alsoEnv: ['IXN_DB_USERNAME'], effect: 'User of the database.' },
  'db.password': { type: text({ max: 1024 }), secret: true, effect: 'Password of the database user.' },
  'db.user-file': { type: path(), effect: 'File that holds the user of the database, in place of db.user.' },
  'db.password-file': { type: path(), effect: 'File that holds the password, in place of db.password.' },
  'db.schema': {
    type: text({ max: 63 }),
    alsoEnv: ['IXN_DB_SCHEMA_NAME'],
    effect: 'Schema of the tables. Left out: the option settings/schema-name, else the first of the search path.',
  },
  'db.connection-string': {
    type: connectionStringSuffix(),
    default: 'KeepaliveInterval=1;KeepaliveTime=60;',
    effect: 'TCP keep-alive of the database connections, in the form of the original.',
  },
  'db.blob-chunk-size': {
    type: bytes({ min: 1, max: 1_073_741_824 }),
    alsoEnv: ['IXN_DB_OPTION_BLOB_CHUNK_SIZE'],
    effect: 'Accepted without effect: user data is stored whole, not in chunks.',
  },
  'db.reconnect-pause': {
    type: duration('seconds', { min: 0.01, max: 600 }),
    default: '1s',
    alsoEnv: ['IXN_DB_OPTION_RECONNECT_PAUSE'],
    effect: 'Pause between attempts to reach a database that is away.',
  },
  'db.ssl': {
    type: clientTls(),
    default: false,
    effect: 'TLS to the database: false, true, or options of tls.connect such as {"rejectUnauthorized":false}.',
  },

  'lease.duration': {
    type: duration('seconds', { min: 0.5, max: 600 }),
    default: '5s',
    effect: 'How long the lease on the database holds without renewal; a successor waits that long.',
  },
  'lease.renew-interval': {
    type: duration('seconds', { min: 0.05, max: 300 }),
    default: '1s',
    effect: 'How often the lease is renewed. At most half of lease.duration.',
  },

  'kafka.secret-file': {
    type: path(),
    default: '/mnt/env-secrets/kafka-secrets/kafka-secrets',
    effect: 'Secret file with the Kafka brokers and their credentials. Without the file nothing goes to Kafka.',
  },
  'log.directory': {
    type: path(),
    default: '/mnt/logs',
    effect: 'Folder of log files that an option of section log names without a folder.',
  },
  'log.level': {
    type: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
    default: 'info',
    effect: 'The least level that is logged until the configuration is known; then the option log/verbose decides.',
  },
  'drain-timeout': {
    type: duration('seconds', { min: 0.1, max: 600 }),
    default: '10s',
    effect: 'The longest time from SIGTERM to exit.',
  },
} as const;

type Table = typeof table;

/** Settings of the Interaction Server. */
export const interactionServerSettings = defineSettings({
  program: 'interaction-server',
  summary: 'keeps every interaction of a tenant from submission to stop',
  envPrefix: 'IXN_',
  settings: table,
  checks: [checkExposure, checkTls, checkTimes, checkDatabase] satisfies readonly SettingsCheck<Table>[],
});

/** The settings object of the Interaction Server; durations are in milliseconds, sizes in bytes. */
export type InteractionServerSettings = SettingsOf<Table>;

type Values = FlatSettings<Table>;
type IsGiven = (key: keyof Table) => boolean;
type Faults = { key: keyof Table; expected: string }[];

/** Beyond loopback each protection is on, or given up in so many words. */
function checkExposure(values: Values, isGiven: IsGiven): Faults {
  if (isLoopback(values['listen.host'])) return [];
  const faults: Faults = [];
  if (values['tls.cert'] === undefined && values['listen.plaintext'] !== 'accept') {
    faults.push({
      key: 'listen.plaintext',
      expected: `accept, or tls.cert and tls.key, since ${values['listen.host']} is not loopback`,
    });
  }
  if (values['client-auth'] === 'none' && !isGiven('client-auth')) {
    faults.push({
      key: 'client-auth',
      expected: `token or mtls, or none said explicitly, since ${values['listen.host']} is not loopback`,
    });
  }
  return faults;
}

function checkTls(values: Values): Faults {
  const faults: Faults = [];
  const { 'tls.cert': cert, 'tls.key': key, 'tls.ca': ca, 'client-auth': auth } = values;
  if (cert !== undefined && key === undefined) faults.push({ key: 'tls.key', expected: 'the key of tls.cert' });
  if (key !== undefined && cert === undefined) faults.push({ key: 'tls.cert', expected: 'the certificate of tls.key' });
  if (auth === 'mtls' && cert === undefined)
    faults.push({ key: 'tls.cert', expected: 'a certificate for client-auth=mtls' });
  if (auth === 'mtls' && ca === undefined)
    faults.push({ key: 'tls.ca', expected: 'the authorities for client-auth=mtls' });
  if (auth === 'token' && values['tokens-file'] === undefined) {
    faults.push({ key: 'tokens-file', expected: 'the tokens for client-auth=token' });
  }
  return faults;
}

function checkTimes(values: Values): Faults {
  const faults: Faults = [];
  if (values['keep-alive.timeout'] <= values['keep-alive.interval']) {
    faults.push({ key: 'keep-alive.timeout', expected: 'more than keep-alive.interval' });
  }
  if (values['lease.renew-interval'] * 2 > values['lease.duration']) {
    faults.push({ key: 'lease.renew-interval', expected: 'at most half of lease.duration' });
  }
  return faults;
}

function checkDatabase(_: Values, isGiven: IsGiven): Faults {
  const faults: Faults = [];
  if (isGiven('db.user') && isGiven('db.user-file')) {
    faults.push({ key: 'db.user-file', expected: 'nothing while db.user is set' });
  }
  if (isGiven('db.password') && isGiven('db.password-file')) {
    faults.push({ key: 'db.password-file', expected: 'nothing while db.password is set' });
  }
  return faults;
}

/** True for addresses that only the same machine reaches. */
export function isLoopback(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}
