import { describe, expect, test } from 'vitest';
import {
  attributesFromJson,
  attributesToJson,
  bodyToJson,
  EventAck,
  EventFoundInteractions,
  kvFromJson,
  pack,
  packBytes,
  packedToJson,
  ProtocolError,
  RequestSubmit,
  RequestSubscribe,
  type MessageDefinition,
} from '../src/index.ts';

function jsonOf(hex: string): string {
  return packedToJson(packBytes(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
}

describe('KV lists as JSON', () => {
  test.each([
    ['key order, also of keys that look like numbers', '82 a132 01 a131 02', '{"2":1,"1":2}'],
    ['a float with an integral value keeps its point', '81 a161 cb3ff0000000000000', '{"a":1.0}'],
    ['float 32', '81 a161 ca3fc00000', '{"a":1.5}'],
    ['negative zero', '81 a161 cb8000000000000000', '{"a":-0.0}'],
    ['a large float', '81 a161 cb7e37e43c8800759c', '{"a":1e+300}'],
    ['no number', '81 a161 cb7ff8000000000000', '{"a":{"$float":"NaN"}}'],
    ['2^53 - 1', '81 a161 cf001fffffffffffff', '{"a":9007199254740991}'],
    ['2^53', '81 a161 cf0020000000000000', '{"a":{"$int":"9007199254740992"}}'],
    ['-2^63', '81 a161 d38000000000000000', '{"a":{"$int":"-9223372036854775808"}}'],
    ['a time in seconds', '81 a161 d6ff00000000', '{"a":{"$ts":"1970-01-01T00:00:00.000Z"}}'],
    ['a time in nanoseconds', '81 a161 d7ff00000004 00000000', '{"a":{"$ts":"1970-01-01T00:00:00.000000001Z"}}'],
    ['bytes', '81 a161 c40300ff10', '{"a":{"$bin":"AP8Q"}}'],
    ['texts', '81 a161 a5 22 5c 0a c3a9', '{"a":"\\"\\\\\\né"}'],
    ['lists, maps, nil, bools', '81 a161 93 c0 c3 81 a162 90', '{"a":[null,true,{"b":[]}]}'],
  ])('%s', (_name, hex, json) => expect(jsonOf(hex)).toBe(json));

  test('read back', () => {
    const json =
      '{"b":{"$bin":"AP8Q"},"t":{"$ts":"2026-03-01T13:00:00.5+01:00"},"n":[{"$int":"-9223372036854775808"},{"$float":"-Infinity"}]}';
    expect(kvFromJson(JSON.parse(json) as Record<string, unknown>)).toEqual({
      b: Buffer.from([0, 255, 16]),
      t: new Date('2026-03-01T12:00:00.500Z'),
      n: [-(1n << 63n), Number.NEGATIVE_INFINITY],
    });
  });

  test('a map with more than the one key is a map', () => {
    const map = { $int: '1', more: 1 };
    expect(kvFromJson({ map, other: { $x: '1' }, number: { $int: 5 } })).toEqual({
      map,
      other: { $x: '1' },
      number: { $int: 5 },
    });
  });
});

describe('messages as JSON', () => {
  test('system times are plain, times in user data are tagged', () => {
    const at = new Date('2026-03-01T12:00:00Z');
    const Interactions = [{ ReceivedAt: at, Priority: 3, UserData: { at } }];
    const expected =
      '{"Interactions":[{"ReceivedAt":"2026-03-01T12:00:00.000Z","Priority":3,"UserData":{"at":{"$ts":"2026-03-01T12:00:00.000Z"}}}]}';
    expect(attributesToJson(EventFoundInteractions, { Interactions })).toBe(expected);
    const packed = pack({ ReceivedAt: at, Priority: 3, UserData: { at } });
    expect(attributesToJson(EventFoundInteractions, { Interactions: [packed] })).toBe(expected);
  });

  test('a body of nothing is an empty object', () => {
    expect(bodyToJson(EventAck, Buffer.alloc(0), 0, 0)).toBe('{}');
  });

  test('attributes that this release does not know are printed as they are', () => {
    const bytes = Buffer.from('82a178d6ff00000000a945787465 6e73696f6e80'.replaceAll(' ', ''), 'hex');
    expect(bodyToJson(EventAck, bytes, 0, bytes.length)).toBe(
      '{"x":{"$ts":"1970-01-01T00:00:00.000Z"},"Extension":{}}',
    );
  });

  test.each(['81', '81a161', '8001', '81a178c1', '90', `81a178${'91'.repeat(17)}01`])('refuses the body %s', (hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(() => bodyToJson(EventAck, bytes, 0, bytes.length)).toThrow(ProtocolError);
  });

  const wrong: readonly [string, MessageDefinition, unknown, string, string][] = [
    ['an unknown attribute', RequestSubmit, { Colour: 1 }, 'AttributeValue', 'Colour'],
    ['an unknown attribute of a group', RequestSubmit, { Workbin: { Colour: 1 } }, 'AttributeValue', 'Workbin.Colour'],
    ['no object', RequestSubmit, [], 'AttributeType', ''],
    ['no object for a KV list', RequestSubmit, { UserData: 5 }, 'AttributeType', 'UserData'],
    ['a time that is none', RequestSubmit, { ReceivedAt: 'yesterday' }, 'AttributeValue', 'ReceivedAt'],
    ['a day that is none', RequestSubmit, { ReceivedAt: '2026-02-45T00:00:00Z' }, 'AttributeValue', 'ReceivedAt'],
    ['a bad $ts', RequestSubmit, { UserData: { a: [{ $ts: '1' }] } }, 'AttributeValue', 'UserData.a[0]'],
    ['a bad $int', RequestSubmit, { UserData: { a: { $int: 'one' } } }, 'AttributeValue', 'UserData.a'],
  ];
  test.each(wrong)('refuses %s', (_name, message, json, error, attribute) => {
    expect(() => attributesFromJson(message, json)).toThrow(expect.objectContaining({ error, attribute }));
  });

  test('names the attributes that there are', () => {
    expect(() => attributesFromJson(RequestSubscribe, { Topics: [] })).toThrow(
      'RequestSubscribe has no such attribute, it has TopicList, Reason, Extension',
    );
  });
});
