import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  defineSettings,
  interactionServerSettings,
  isLoopback,
  type LoadedSettings,
  loadSettings,
  SettingsError,
  type SettingTable,
} from '../src/index.ts';
import { flag } from '../src/values/choices.ts';
import { wholeNumber } from '../src/values/numbers.ts';
import { text } from '../src/values/texts.ts';

const ENOENT = Object.assign(new Error('no such file'), { code: 'ENOENT' });

interface Given {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

function load({ argv = [], env = {}, files = {} }: Given) {
  return loadSettings(interactionServerSettings, {
    argv,
    env: { IXN_TENANT_ID: 't1', ...env },
    readFile: (file) => {
      const content = files[file];
      if (content === undefined) throw ENOENT;
      return content;
    },
  });
}

function settings(given: Given) {
  return settingsIn(load(given));
}

function settingsIn<T extends SettingTable>(loaded: LoadedSettings<T>) {
  if (loaded.kind !== 'settings') throw new Error(`expected settings, got ${loaded.text}`);
  return loaded.settings;
}

function faultsOf(given: Given): SettingsError {
  try {
    load(given);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('expected a SettingsError');
}

describe('values', () => {
  test('defaults are those of the local stack', () => {
    const { listen, health, confServer, db, lease, keepAlive, maxFrameSize, drainTimeout } = settings({});
    expect(listen).toEqual({ host: '127.0.0.1', port: 7120, plaintext: 'refuse' });
    expect(health).toEqual({ host: '127.0.0.1', port: 13_131 });
    expect(confServer).toEqual({ host: '127.0.0.1', port: 8888, appName: 'InteractionServer' });
    expect(db.connectionString).toEqual({ keepaliveInterval: 1000, keepaliveTime: 60_000 });
    expect(lease).toEqual({ duration: 5000, renewInterval: 1000 });
    expect(keepAlive).toEqual({ interval: 10_000, timeout: 20_000 });
    expect([maxFrameSize, drainTimeout]).toEqual([1_048_576, 10_000]);
  });

  test('the later source wins: default, file, environment, command line', () => {
    const files = { '/s.yaml': 'db: { host: from-file, port: 1, name: file }\nlisten.port: 1' };
    const argv = ['--settings', '/s.yaml', '--db-host', 'from-flag'];
    const { db, listen } = settings({ argv, env: { IXN_DB_HOST: 'from-env', IXN_DB_PORT: '2' }, files });
    expect([db.host, db.port, db.name, db.schema, listen.port]).toEqual(['from-flag', 2, 'file', undefined, 1]);
  });

  test('the file may be named by the environment and be JSON', () => {
    const files = { '/s.json': '{"db":{"port":"1234","password":"secret"},"client-auth":"none"}' };
    const { db } = settings({ env: { IXN_SETTINGS: '/s.json' }, files });
    expect([db.port, db.password]).toEqual([1234, 'secret']);
  });

  test('what is left empty counts as not set', () => {
    const files = { '/s.yaml': 'db: { schema: , blob-chunk-size: "" }\nkafka:' };
    const { db } = settings({ argv: ['--settings=/s.yaml'], env: { IXN_DB_RECONNECT_PAUSE: '' }, files });
    expect([db.schema, db.blobChunkSize, db.reconnectPause]).toEqual([undefined, undefined, 1000]);
  });

  test.each<[string, unknown]>([
    ['', false],
    ['false', false],
    ['true', {}],
    ['{}', {}],
    ['{"rejectUnauthorized":"false","servername":"db"}', { rejectUnauthorized: false, servername: 'db' }],
  ])('db.ssl %s', (raw, expected) => {
    expect(settings({ env: { IXN_DB_SSL: raw } }).db.ssl).toEqual(expected);
  });

  test('the object is frozen and typed', () => {
    const loaded = settings({});
    expect(Object.isFrozen(loaded) && Object.isFrozen(loaded.db) && Object.isFrozen(loaded.db.connectionString)).toBe(
      true,
    );
    expectTypeOf(loaded.db.port).toEqualTypeOf<number>();
    expectTypeOf(loaded.db.passwordFile).toEqualTypeOf<string | undefined>();
    expectTypeOf(loaded.clientAuth).toEqualTypeOf<'none' | 'token' | 'mtls'>();
  });
});

describe('exposure beyond loopback', () => {
  test.each<[string, readonly string[]]>([
    ['loopback needs nothing', []],
    ['another loopback address', ['--listen-host', '127.0.0.2']],
    ['IPv6 loopback', ['--listen-host', '::1']],
    ['plain and open, said explicitly', ['--listen-host=0.0.0.0', '--listen-plaintext=accept', '--client-auth=none']],
    [
      'TLS and tokens',
      ['--listen-host=0.0.0.0', '--tls-cert=/c', '--tls-key=/k', '--client-auth=token', '--tokens-file=/t'],
    ],
    ['TLS and mTLS', ['--listen-host=::', '--tls-cert=/c', '--tls-key=/k', '--client-auth=mtls', '--tls-ca=/a']],
  ])('accepted: %s', (_, argv) => {
    expect(load({ argv }).kind).toBe('settings');
  });

  test.each([
    ['localhost', true],
    ['127.8.9.1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['127.example.org', false],
  ])('%s is loopback: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe('faults', () => {
  type Row = [name: string, given: Given, path: string, reason: RegExp];
  test.each<Row>([
    [
      'a port that is a word',
      { env: { IXN_DB_PORT: 'abc' } },
      'db.port',
      /is "abc" from environment variable IXN_DB_PORT; expected a whole number from 1 to 65535/,
    ],
    [
      'a port out of range',
      { argv: ['--listen-port', '70000'] },
      'listen.port',
      /is "70000" from command line --listen-port; expected .* 65535/,
    ],
    ['an unknown word', { argv: ['--client-auth=password'] }, 'client-auth', /expected one of none, token, mtls/],
    ['an unknown flag', { argv: ['--db-prot', '5432'] }, '--db-prot', /did you mean "--db-port"/],
    ['a word that is no flag', { argv: ['start'] }, 'start', /is not a flag/],
    ['a flag without value', { argv: ['--db-host'] }, '--db-host', /has no value/],
    ['a flag before another', { argv: ['--db-host', '--db-port=1'] }, '--db-host', /has no value/],
    ['a flag twice', { argv: ['--db-port=1', '--db-port=2'] }, '--db-port', /twice/],
    [
      'a secret on the command line',
      { argv: ['--db-password', 'hunter2'] },
      '--db-password',
      /is a secret.*environment or the settings file/,
    ],
    [
      'a settings file that is not there',
      { argv: ['--settings', '/none.yaml'] },
      '/none.yaml',
      /cannot be read \(ENOENT\)/,
    ],
    [
      'a settings file that is not YAML',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'a: [1' } },
      '/s.yaml',
      /is not YAML/,
    ],
    [
      'a settings file that is not JSON',
      { argv: ['--settings', '/s.json'], files: { '/s.json': '{' } },
      '/s.json',
      /is not JSON/,
    ],
    [
      'a settings file that is a list',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': '- a' } },
      '/s.yaml',
      /expected a map/,
    ],
    [
      'an unknown key',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'db:\n  hots: x' } },
      'db.hots',
      /is not a setting of interaction-server.*did you mean "db.host"/,
    ],
    [
      'an unknown group',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'database:\n  host: x' } },
      'database',
      /is not a setting/,
    ],
    [
      'a group that is a value',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'db: here' } },
      'db',
      /is a group .* expected a map/,
    ],
    [
      'a key in two spellings',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'db: { host: a }\ndb.host: b' } },
      'db.host',
      /twice/,
    ],
    [
      'a key twice',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'health:\n  port: 1\n  port: 2' } },
      '/s.yaml',
      /unique/,
    ],
    [
      'a value of the wrong type in the file',
      { argv: ['--settings', '/s.yaml'], files: { '/s.yaml': 'db:\n  port: [1]' } },
      'db.port',
      /is \[1\] from settings file \/s.yaml; expected a whole number/,
    ],
    ['no tenant', { env: { IXN_TENANT_ID: '' } }, 'tenant.id', /is not set; expected a text/],
    [
      'a URL of the wrong kind',
      { env: { IXN_DB_URL: 'mysql://u:hunter2@h/d' } },
      'db.url',
      /is "\*\*\*" from environment variable IXN_DB_URL; expected a URL that starts with postgres:/,
    ],
    ['a secret with a line break', { env: { IXN_DB_PASSWORD: 'hun\nter2' } }, 'db.password', /is "\*\*\*"/],
    [
      'a suffix with an unknown name',
      { env: { IXN_DB_CONNECTION_STRING: 'Pooling=1;' } },
      'db.connection-string',
      /expected KeepaliveInterval=SECONDS/,
    ],
    [
      'a suffix with a name twice',
      { env: { IXN_DB_CONNECTION_STRING: 'KeepaliveTime=1;keepalivetime=2' } },
      'db.connection-string',
      /expected KeepaliveInterval/,
    ],
    [
      'a suffix with a time of 0',
      { env: { IXN_DB_CONNECTION_STRING: 'KeepaliveTime=0' } },
      'db.connection-string',
      /1 to 86400/,
    ],
    ['TLS options that are not JSON', { env: { IXN_DB_SSL: '{x' } }, 'db.ssl', /expected false, true, or TLS options/],
    [
      'TLS options with a wrong boolean',
      { env: { IXN_DB_SSL: '{"rejectUnauthorized":"maybe"}' } },
      'db.ssl',
      /rejectUnauthorized must be true or false/,
    ],
    [
      'TLS options with a wrong text',
      { env: { IXN_DB_SSL: '{"servername":1}' } },
      'db.ssl',
      /servername must be a text/,
    ],
    ['a host with a port', { env: { IXN_DB_HOST: 'db:5432' } }, 'db.host', /a host name or IP address, without a port/],
    [
      'a duration out of range',
      { env: { IXN_DRAIN_TIMEOUT: '0' } },
      'drain-timeout',
      /expected seconds from 0.1 to 600/,
    ],
    [
      'a frame size out of range',
      { env: { IXN_MAX_FRAME_SIZE: '1GiB' } },
      'max-frame-size',
      /expected bytes from 4096/,
    ],
    [
      'keep-alive that times out before it asks',
      { argv: ['--keep-alive-timeout=5s'] },
      'keep-alive.timeout',
      /more than keep-alive.interval/,
    ],
    [
      'a lease renewed too rarely',
      { argv: ['--lease-renew-interval=3s'] },
      'lease.renew-interval',
      /at most half of lease.duration/,
    ],
    [
      'a certificate without key',
      { argv: ['--tls-cert=/c'] },
      'tls.key',
      /is nothing from its default; expected the key of tls.cert/,
    ],
    ['a key without certificate', { argv: ['--tls-key=/k'] }, 'tls.cert', /the certificate of tls.key/],
    [
      'mTLS without authorities',
      { argv: ['--client-auth=mtls', '--tls-cert=/c', '--tls-key=/k'] },
      'tls.ca',
      /the authorities for client-auth=mtls/,
    ],
    [
      'mTLS without TLS',
      { argv: ['--client-auth=mtls', '--tls-ca=/a'] },
      'tls.cert',
      /a certificate for client-auth=mtls/,
    ],
    ['tokens without file', { argv: ['--client-auth=token'] }, 'tokens-file', /the tokens for client-auth=token/],
    [
      'user and user file',
      { argv: ['--db-user=u', '--db-user-file=/u'] },
      'db.user-file',
      /nothing while db.user is set/,
    ],
    [
      'password and password file',
      { env: { IXN_DB_PASSWORD: 'p' }, argv: ['--db-password-file=/p'] },
      'db.password-file',
      /nothing while db.password is set/,
    ],
    [
      'open to all without a word',
      { argv: ['--listen-host=0.0.0.0', '--client-auth=none'] },
      'listen.plaintext',
      /accept, or tls.cert and tls.key, since 0.0.0.0 is not loopback/,
    ],
    [
      'plain beyond loopback without a word on clients',
      { argv: ['--listen-host=::', '--listen-plaintext=accept'] },
      'client-auth',
      /none said explicitly, since :: is not loopback/,
    ],
    [
      'TLS beyond loopback without a word on clients',
      { argv: ['--listen-host=10.0.0.1', '--tls-cert=/c', '--tls-key=/k'] },
      'client-auth',
      /token or mtls, or none said explicitly/,
    ],
  ])('%s', (_, given, path, reason) => {
    const error = faultsOf(given);
    const fault = error.faults.find((one) => one.path === path);
    expect(fault?.reason).toMatch(reason);
    expect(error.message).toContain(path);
    expect(error.message).not.toContain('hunter2');
  });

  test('the line of a wrong value in the file is known', () => {
    const files = { '/s.yaml': 'db:\n  host: a\n  port: x\n' };
    expect(faultsOf({ argv: ['--settings', '/s.yaml'], files }).message).toContain('db.port (line 3): is "x"');
  });

  test('all faults are reported at once', () => {
    const error = faultsOf({ argv: ['--db-port=x', '--listen-port=y', '--nonsense=1'], env: { IXN_HEALTH_PORT: 'z' } });
    expect(error.faults.map((fault) => fault.path)).toEqual(['--nonsense', 'listen.port', 'health.port', 'db.port']);
  });

  test('a default that its own type refuses is a mistake in the table', () => {
    const wrong = { program: 'p', summary: '', envPrefix: 'P_' };
    const table = { a: { type: wholeNumber({ min: 1, max: 2 }), default: 3, effect: '' } } as const;
    expect(() => defineSettings({ ...wrong, settings: table })).toThrow(
      'the default of setting a is not a whole number',
    );
  });
});

describe('help and print-config', () => {
  test('help lists every setting, whatever else is wrong', () => {
    const loaded = load({ argv: ['--db-port=x', '--help'] });
    if (loaded.kind !== 'print') throw new Error('expected a text');
    for (const key of Object.keys(interactionServerSettings.settings)) expect(loaded.text).toContain(`  ${key}\n`);
    expect(loaded.text).toContain('--db-host, IXN_DB_HOST');
    expect(loaded.text).not.toContain('--db-password,');
  });

  test('the printed settings are a settings file that means the same, but for secrets', () => {
    const env = { IXN_DB_HOST: 'db', IXN_DB_PASSWORD: 'hunter2', IXN_DB_SSL: '{"rejectUnauthorized":false}' };
    const loaded = load({ argv: ['--print-config', '--lease-duration=8s'], env });
    if (loaded.kind !== 'print') throw new Error('expected a text');
    expect(loaded.text).not.toContain('hunter2');
    expect(loaded.text).toContain('db.host: db  # environment variable IXN_DB_HOST');
    expect(loaded.text).toContain('lease.duration: 8s  # command line --lease-duration');
    const again = settings({ argv: ['--settings=/p.yaml'], files: { '/p.yaml': loaded.text } });
    const first = settings({ argv: ['--lease-duration=8s'], env });
    expect(again).toEqual({ ...first, db: { ...first.db, password: '***' } });
  });

  test('a boolean flag needs no value', () => {
    const definition = defineSettings({
      program: 'p',
      summary: '',
      envPrefix: 'P_',
      settings: {
        name: { type: text(), default: 'n', effect: '' },
        'be-loud': { type: flag(), default: false, effect: '' },
      },
    });
    const input = { env: {}, readFile: () => '' };
    expect(settingsIn(loadSettings(definition, { ...input, argv: ['--be-loud', '--name=x'] })).beLoud).toBe(true);
    expect(settingsIn(loadSettings(definition, { ...input, argv: ['--be-loud=false'] })).beLoud).toBe(false);
  });
});
