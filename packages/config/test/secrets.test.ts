import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  databaseCredentials,
  parseKafkaSecret,
  parsePlainSecret,
  parseRedisSecret,
  readSecret,
  SecretError,
  type SecretParser,
  tokenParser,
  watchSecret,
} from '../src/index.ts';
import { ManualClock } from './manual-clock.ts';

const TYPES = ['Media server', 'Agent application', 'Routing engine'];
const parseTokens = tokenParser(TYPES);

describe('a secret is read', () => {
  test.each<[string, SecretParser<unknown>, string, unknown]>([
    [
      'the Redis secret of the guide',
      parseRedisSecret,
      '{"password":"PaSSword","port":"1234","rejectUnauthorized":"false","servername":"redis-cluster.svc"}',
      { password: 'PaSSword', port: 1234, rejectUnauthorized: false, servername: 'redis-cluster.svc' },
    ],
    [
      'Redis without a password',
      parseRedisSecret,
      '{"password":"","port":6379}',
      { password: undefined, port: 6379, rejectUnauthorized: undefined, servername: undefined },
    ],
    [
      'Kafka with brokers alone',
      parseKafkaSecret,
      '{"bootstrap": "infra-kafka.svc.cluster.local:9092"}',
      { brokers: ['infra-kafka.svc.cluster.local:9092'], sasl: undefined, tls: false, ca: undefined },
    ],
    [
      'Kafka with a user name: PLAIN over TLS',
      parseKafkaSecret,
      '{"bootstrap":"a:1, b:2","username":"u","password":"p"}',
      { brokers: ['a:1', 'b:2'], sasl: { mechanism: 'plain', username: 'u', password: 'p' }, tls: true, ca: undefined },
    ],
    [
      'Kafka with a mechanism and without TLS',
      parseKafkaSecret,
      '{"bootstrap":["[::1]:9092"],"username":"u","password":"p","mechanism":"SCRAM-SHA-512","tls":"false"}',
      {
        brokers: ['[::1]:9092'],
        sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
        tls: false,
        ca: undefined,
      },
    ],
    [
      'Kafka with authorities: TLS',
      parseKafkaSecret,
      '{"bootstrap":"a:1","ca":"-----BEGIN\\nCERT\\n"}',
      { brokers: ['a:1'], sasl: undefined, tls: true, ca: '-----BEGIN\nCERT\n' },
    ],
    ['a password with a line break at its end', parsePlainSecret, ' pass word\n', ' pass word'],
    ['tokens', parseTokens, '{"Media server":"12345678"}', new Map([['Media server', '12345678']])],
  ])('%s', (_, parse, content, value) => {
    expect(parse(content)).toEqual({ ok: true, value });
  });
});

describe('a secret is refused with its key, never its value', () => {
  test.each<[string, SecretParser<unknown>, string, string, RegExp]>([
    ['Redis that is not JSON', parseRedisSecret, '{"password": s3cret}', '', /is not a JSON object/],
    ['Redis that is a list', parseRedisSecret, '["s3cret"]', '', /is not a JSON object/],
    ['a port that is a word', parseRedisSecret, '{"port":"s3cret"}', 'port', /a whole number from 1 to 65535/],
    ['a port out of range', parseRedisSecret, '{"port":70000}', 'port', /a whole number from 1 to 65535/],
    [
      'a boolean that is a word',
      parseRedisSecret,
      '{"rejectUnauthorized":"s3cret"}',
      'rejectUnauthorized',
      /true or false/,
    ],
    ['a password that is a map', parseRedisSecret, '{"password":{"a":"s3cret"}}', 'password', /a text/],
    ['a password with NUL', parseRedisSecret, '{"password":"s3cret\\u0000"}', 'password', /a text/],
    ['Kafka without brokers', parseKafkaSecret, '{}', 'bootstrap', /is missing; expected host:port of a broker/],
    ['a broker without port', parseKafkaSecret, '{"bootstrap":"s3cret"}', 'bootstrap', /host:port/],
    ['a broker with a bad port', parseKafkaSecret, '{"bootstrap":"h:99999"}', 'bootstrap', /host:port/],
    ['a broker that is a URL', parseKafkaSecret, '{"bootstrap":"http://h:1"}', 'bootstrap', /host:port/],
    [
      'a user name without password',
      parseKafkaSecret,
      '{"bootstrap":"h:1","username":"s3cret"}',
      'password',
      /missing beside username/,
    ],
    [
      'a password without user name',
      parseKafkaSecret,
      '{"bootstrap":"h:1","password":"s3cret"}',
      'username',
      /missing beside password/,
    ],
    [
      'a mechanism without user name',
      parseKafkaSecret,
      '{"bootstrap":"h:1","mechanism":"plain"}',
      'username',
      /missing beside mechanism/,
    ],
    ['an unknown mechanism', parseKafkaSecret, '{"bootstrap":"h:1","mechanism":"s3cret"}', 'mechanism', /one of plain/],
    ['an empty password', parsePlainSecret, '\n', '', /is empty/],
    ['a password of two lines', parsePlainSecret, 's3cret\ns3cret', '', /not one line/],
    ['a password that is too long', parsePlainSecret, 's3cret'.repeat(1000), '', /longer than 4096/],
    ['tokens that are not JSON', parseTokens, 's3cret', '', /is not a JSON object/],
    ['no token', parseTokens, '{}', '', /names no client type/],
    [
      'a token for an unknown type',
      parseTokens,
      '{"Media serer":"s3cret-s3cret"}',
      'Media serer',
      /did you mean "Media server"/,
    ],
    ['a short token', parseTokens, '{"Media server":"s3cret"}', 'Media server', /8 to 4096 characters/],
    ['a token that is a number', parseTokens, '{"Media server":12345678}', 'Media server', /8 to 4096 characters/],
    ['a token of two lines', parseTokens, '{"Media server":"s3cret\\ns3cret"}', 'Media server', /one line/],
  ])('%s', (_, parse, content, key, reason) => {
    const error = errorOf(() => readSecret('/run/secret', parse, () => content));
    const fault = error.faults.find((one) => one.key === key);
    expect(fault?.reason).toMatch(reason);
    expect(error.message).toContain('/run/secret');
    expect(error.message).not.toContain('s3cret');
  });

  test('a file that is not there', () => {
    expect(errorOf(() => readSecret('/nowhere/secret', parsePlainSecret)).message).toBe(
      'secret file /nowhere/secret: the whole file: cannot be read (ENOENT)',
    );
  });

  test('whatever a file holds, nothing throws but a SecretError', () => {
    const parsers = [parseRedisSecret, parseKafkaSecret, parsePlainSecret, parseTokens];
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom<SecretParser<unknown>>(...parsers),
        (content, parse) => {
          expect(typeof parse(content).ok).toBe('boolean');
        },
      ),
    );
  });
});

test('database credentials come from the settings or from files', () => {
  const files: Record<string, string> = { '/u': 'user\n', '/p': 'word\n' };
  const read = (file: string) => files[file] ?? '';
  const none = { user: undefined, password: undefined, userFile: undefined, passwordFile: undefined };
  expect(databaseCredentials(none, read)).toEqual({ user: undefined, password: undefined });
  expect(databaseCredentials({ ...none, user: 'u', password: 'p' }, read)).toEqual({ user: 'u', password: 'p' });
  expect(databaseCredentials({ ...none, userFile: '/u', passwordFile: '/p' }, read)).toEqual({
    user: 'user',
    password: 'word',
  });
});

describe('a secret that is watched', () => {
  let content: string | undefined = 'first';
  const told: string[] = [];
  const clock = new ManualClock();

  function watch() {
    return watchSecret('/s', parsePlainSecret, {
      onChange: (value) => told.push(`now ${value}`),
      onFault: (error) => told.push(error.message),
      clock,
      interval: 1000,
      readText: () => {
        if (content === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
        return content;
      },
    });
  }

  afterEach(() => {
    content = 'first';
    told.length = 0;
  });

  test('is told once for each change, and keeps the last good value on a fault', () => {
    const watched = watch();
    clock.advance(5000);
    expect([watched.current(), told]).toEqual(['first', []]);
    content = 'second';
    clock.advance(999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect([watched.current(), told]).toEqual(['second', ['now second']]);
    content = 'two\nlines';
    clock.advance(3000);
    expect([watched.current(), told.slice(1)]).toEqual([
      'second',
      ['secret file /s: the whole file: is not one line of text'],
    ]);
    content = undefined;
    clock.advance(3000);
    expect([watched.current(), told.slice(2)]).toEqual([
      'second',
      ['secret file /s: the whole file: cannot be read (ENOENT)'],
    ]);
    content = 'second';
    clock.advance(3000);
    expect(told.slice(3)).toEqual([]);
    content = 'third';
    watched.look();
    expect([watched.current(), told.slice(3)]).toEqual(['third', ['now third']]);
    watched.close();
    expect(clock.pending).toEqual([]);
  });

  test('has to be good to begin with', () => {
    content = undefined;
    expect(errorOf(watch).message).toContain('cannot be read (ENOENT)');
    expect(clock.pending).toEqual([]);
  });

  test('is seen when Kubernetes swaps the folder behind a symbolic link', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ixn-secret-'));
    for (const [version, value] of [
      ['v1', 'one'],
      ['v2', 'two'],
    ] as const) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'password'), value);
    }
    symlinkSync('v1', join(folder, '..data'));
    symlinkSync(join('..data', 'password'), join(folder, 'password'));
    const watched = watchSecret(join(folder, 'password'), parsePlainSecret, {
      onChange: (value) => told.push(value),
      onFault: (error) => told.push(error.message),
      clock,
    });
    symlinkSync('v2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    clock.advance(5000);
    watched.close();
    rmSync(folder, { recursive: true });
    expect([watched.current(), told]).toEqual(['two', ['two']]);
  });
});

function errorOf(run: () => unknown): SecretError {
  try {
    run();
  } catch (error) {
    if (error instanceof SecretError) return error;
    throw error;
  }
  throw new Error('expected a SecretError');
}
