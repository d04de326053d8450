import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributesFromJson,
  attributesToJson,
  decodeBody,
  encodeFrame,
  EventAck,
  EventError,
  EventPulledInteractions,
  Fault,
  HEADER_SIZE,
  MESSAGES,
  pack,
  ProtocolError,
  RequestAgentLogin,
  RequestDeliver,
  RequestGetSnapshotInteractions,
  RequestPing,
  RequestPull,
  RequestSubmit,
  RequestSubscribe,
  unpack,
  Writer,
  type Attributes,
  type MessageDefinition,
  type Packed,
  type Plain,
  type Sent,
} from '../src/index.ts';
import { attributesOf } from './arbitraries.ts';

function bytesOf<M extends MessageDefinition>(message: M, attributes: Sent<M>): Buffer {
  const writer = new Writer(64);
  encodeFrame(writer, message, 1, 2, attributes);
  return writer.copy();
}

function onServer<M extends MessageDefinition>(message: M, bytes: Buffer): Attributes<M> {
  const attributes = decodeBody(message, bytes, HEADER_SIZE, bytes.length, 'packed');
  if (attributes instanceof Fault) throw new Error(attributes.text);
  return attributes;
}

function atClient<M extends MessageDefinition>(message: M, bytes: Buffer): Plain<M> {
  const attributes = decodeBody(message, bytes, HEADER_SIZE, bytes.length, 'plain');
  if (attributes instanceof Fault) throw new Error(attributes.text);
  return attributes;
}

const submit = { TenantId: 't', MediaType: 'email', InteractionType: 'Inbound', InteractionSubtype: 'New' };

describe('every message', () => {
  test.each(MESSAGES)('$name: what is sent is what a client gets', (message) => {
    fc.assert(
      fc.property(attributesOf(message), (attributes) => {
        expect(atClient(message, bytesOf(message, attributes))).toEqual(attributes);
      }),
      { numRuns: 15 },
    );
  });

  test.each(MESSAGES)('$name: what the server gets can be sent on, byte for byte', (message) => {
    fc.assert(
      fc.property(attributesOf(message), (attributes) => {
        const bytes = bytesOf(message, attributes);
        expect(bytesOf(message, onServer(message, bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test.each(MESSAGES)('$name: JSON says the same', (message) => {
    fc.assert(
      fc.property(attributesOf(message), (attributes) => {
        const json: unknown = JSON.parse(attributesToJson(message, attributes));
        const back = atClient(message, bytesOf(message, attributesFromJson(message, json)));
        expect(JSON.parse(attributesToJson(message, back))).toEqual(json);
      }),
      { numRuns: 15 },
    );
  });
});

describe('on the server', () => {
  test('every attribute is there, in one order, undefined where it did not come', () => {
    const attributes = onServer(RequestPull, bytesOf(RequestPull, { Queue: 'q' }));
    expect(Object.entries(attributes)).toEqual([
      ['ViewId', undefined],
      ['Queue', 'q'],
      ['Workbin', undefined],
      ['PullParameters', undefined],
      ['Count', 1],
      ['TenantId', undefined],
      ['IgnoreHold', undefined],
      ['Reason', undefined],
      ['Extension', undefined],
    ]);
  });

  test('KV lists stay packed, times are ms', () => {
    const UserData = pack({ b: 1, a: [1, 2] });
    const attributes = onServer(
      RequestSubmit,
      bytesOf(RequestSubmit, { ...submit, UserData, ReceivedAt: new Date(5) }),
    );
    expect(attributes.UserData).toBe(UserData);
    expect(attributes.ReceivedAt).toBe(5);
  });

  test('interactions stay packed', () => {
    const bytes = bytesOf(EventPulledInteractions, { Interactions: [{ InteractionId: 'A', UserData: { x: 1 } }] });
    const { Interactions } = onServer(EventPulledInteractions, bytes);
    expect(Interactions.map((one: Packed) => unpack(one))).toEqual([{ InteractionId: 'A', UserData: { x: 1 } }]);
  });

  test('a map of flags is a Map', () => {
    const login = { TenantId: 't', PlaceId: 'P', AgentId: 'A', MediaList: { email: true, chat: 0 as const } };
    expect(onServer(RequestAgentLogin, bytesOf(RequestAgentLogin, login)).MediaList).toEqual(
      new Map([
        ['email', 1],
        ['chat', 0],
      ]),
    );
  });

  test('strings of names are shared, a name of 64 bytes too', () => {
    const long = 'q'.repeat(64);
    expect(onServer(RequestPull, bytesOf(RequestPull, { Queue: long })).Queue).toBe(long);
    expect(onServer(RequestPull, bytesOf(RequestPull, { Queue: long + long })).Queue).toBe(long + long);
  });
});

describe('at a client', () => {
  test('what did not come is not there, times are Dates', () => {
    const bytes = bytesOf(EventPulledInteractions, { Interactions: [{ ReceivedAt: 5 }] });
    expect(atClient(EventPulledInteractions, bytes)).toStrictEqual({ Interactions: [{ ReceivedAt: new Date(5) }] });
  });

  test('fallbacks are filled in', () => {
    const bytes = bytesOf(RequestGetSnapshotInteractions, { SnapshotId: 1, StartFrom: undefined });
    expect(atClient(RequestGetSnapshotInteractions, bytes)).toStrictEqual({ SnapshotId: 1, StartFrom: 0 });
  });

  test('a key __proto__ of user data is a key', () => {
    const Extension = pack(JSON.parse('{"__proto__":{"x":1}}') as Record<string, { x: number }>);
    const extension = atClient(EventAck, bytesOf(EventAck, { Extension })).Extension ?? {};
    expect(Object.keys(extension)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(extension)).toBe(Object.prototype);
  });
});

describe('encoding', () => {
  test('appends to what was written and returns the size of the frame', () => {
    const writer = new Writer(8);
    const first = encodeFrame(writer, RequestPing, 1, 0, {});
    const second = encodeFrame(writer, EventAck, 2, 0, { Extension: { a: 1 } });
    expect([first, second, writer.pos]).toEqual([16, 16 + 14 + 1, 47]);
  });

  const refused: readonly [string, MessageDefinition, object, string, string][] = [
    [
      'a mandatory attribute is missing',
      RequestSubmit,
      { ...submit, MediaType: undefined },
      'AttributeMissing',
      'MediaType',
    ],
    ['a number for a text', RequestSubmit, { ...submit, MediaType: 5 }, 'AttributeType', 'MediaType'],
    ['NUL in a text', RequestSubmit, { ...submit, ExternalId: 'a\0' }, 'AttributeValue', 'ExternalId'],
    [
      'NUL in a long text',
      RequestSubmit,
      { ...submit, ExternalId: `${'a'.repeat(60)}\0` },
      'AttributeValue',
      'ExternalId',
    ],
    ['a lone surrogate', RequestSubmit, { ...submit, ExternalId: 'a\ud800' }, 'AttributeValue', 'ExternalId'],
    [
      'a lone surrogate in user data',
      RequestSubmit,
      { ...submit, UserData: { a: '\udc00' } },
      'AttributeValue',
      'UserData',
    ],
    ['a text of 256 bytes', RequestSubmit, { ...submit, ExternalId: 'é'.repeat(128) }, 'AttributeValue', 'ExternalId'],
    ['a name of no bytes', RequestSubmit, { ...submit, MediaType: '' }, 'AttributeValue', 'MediaType'],
    [
      'a bad InteractionId',
      RequestSubmit,
      { ...submit, InteractionId: 'a'.repeat(16) },
      'AttributeValue',
      'InteractionId',
    ],
    ['a fraction for an int', EventError, { ErrorCode: 1.5, ErrorDescription: '' }, 'AttributeValue', 'ErrorCode'],
    ['an unsafe int', EventError, { ErrorCode: 2 ** 53, ErrorDescription: '' }, 'AttributeValue', 'ErrorCode'],
    ['Count 0', RequestPull, { ViewId: 'v', Count: 0 }, 'AttributeValue', 'Count'],
    ['2 for a flag', RequestPull, { ViewId: 'v', IgnoreHold: 2 }, 'AttributeType', 'IgnoreHold'],
    [
      'a time that is none',
      RequestSubmit,
      { ...submit, ReceivedAt: new Date(Number.NaN) },
      'AttributeValue',
      'ReceivedAt',
    ],
    ['a text for a time', RequestSubmit, { ...submit, ReceivedAt: 'now' }, 'AttributeType', 'ReceivedAt'],
    ['an array for a KV list', RequestSubmit, { ...submit, UserData: [] }, 'AttributeType', 'UserData'],
    ['a function in a KV list', RequestSubmit, { ...submit, UserData: { f: () => 1 } }, 'AttributeType', 'UserData'],
    ['a bigint beyond 64 bits', RequestSubmit, { ...submit, UserData: { n: 1n << 64n } }, 'AttributeValue', 'UserData'],
    [
      'a part of a group is missing',
      RequestSubmit,
      { ...submit, Workbin: {} },
      'AttributeMissing',
      'Workbin.WorkbinTypeId',
    ],
    ['one of a list', RequestSubscribe, { TopicList: ['a', 7] }, 'AttributeType', 'TopicList[1]'],
    ['no list', RequestSubscribe, { TopicList: 'agents' }, 'AttributeType', 'TopicList'],
    [
      'no word',
      RequestDeliver,
      { InteractionId: 'x', AgentId: 'A', VisibilityMode: 'Ghost' },
      'AttributeValue',
      'VisibilityMode',
    ],
  ];

  test.each(refused)('refuses %s, and appends nothing', (_name, message, attributes, error, attribute) => {
    const writer = new Writer();
    encodeFrame(writer, RequestPing, 1, 0, {});
    let thrown: unknown;
    try {
      encodeFrame(writer, message, 1, 0, attributes);
    } catch (fault) {
      thrown = fault;
    }
    expect(thrown).toBeInstanceOf(ProtocolError);
    expect(thrown).toMatchObject({ error, attribute });
    expect(writer.pos).toBe(HEADER_SIZE);
  });

  test('a cycle is too deep', () => {
    const UserData: Record<string, unknown> = {};
    UserData['self'] = UserData;
    expect(() => encodeFrame(new Writer(), RequestSubmit as MessageDefinition, 1, 0, { ...submit, UserData })).toThrow(
      'nested deeper than 16',
    );
  });
});
