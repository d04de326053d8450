import { describe, expect, test } from 'vitest';
import {
  attributesFromJson,
  attributesToJson,
  bodyToJson,
  encodeFrame,
  errorCloses,
  HEADER_SIZE,
  MESSAGES,
  messageByName,
  Writer,
  type ErrorName,
  type MessageDefinition,
} from '../src/index.ts';
import { receive } from './receive.ts';
import { badVectors, goodVectors, type FrameVector } from './vectors.ts';

function messageOf(vector: FrameVector): MessageDefinition {
  return messageByName(vector.object.message) as MessageDefinition;
}

describe.each(goodVectors)('vectors of %s', (_family, vectors) => {
  test.each(vectors)('$name: decodes', (vector) => {
    const bytes = Buffer.from(vector.hex, 'hex');
    for (const mode of ['packed', 'plain'] as const) {
      const [received, ...more] = receive([bytes], 'anyone', mode);
      expect(received).toMatchObject({
        message: { name: vector.object.message },
        referenceId: vector.object.referenceId,
        proxyClientId: vector.object.proxyClientId,
      });
      expect(more).toEqual([]);
    }
  });

  test.each(vectors)('$name: means what its object says', (vector) => {
    const [received] = receive([Buffer.from(vector.hex, 'hex')], 'anyone', 'plain');
    const { attributes } = received as { attributes: object };
    expect(JSON.parse(attributesToJson(messageOf(vector), attributes))).toEqual({
      ...fallbacks(messageOf(vector)),
      ...vector.object.attributes,
    });
  });

  test.each(vectors.filter((vector) => vector.decodeOnly !== true))('$name: encodes to its hex', (vector) => {
    const writer = new Writer();
    const message = messageOf(vector);
    const { referenceId, proxyClientId, attributes } = vector.object;
    const size = encodeFrame(writer, message, referenceId, proxyClientId, attributesFromJson(message, attributes));
    expect(writer.view().toString('hex')).toBe(vector.hex);
    expect(size).toBe(vector.hex.length / 2);
  });

  test.each(vectors.filter((vector) => vector.decodeOnly !== true))('$name: prints as its object', (vector) => {
    const bytes = Buffer.from(vector.hex, 'hex');
    expect(bodyToJson(messageOf(vector), bytes, HEADER_SIZE, bytes.length)).toBe(
      JSON.stringify(vector.object.attributes),
    );
  });
});

function fallbacks(message: MessageDefinition): Record<string, unknown> {
  const defaults = Object.entries(message.attributes).filter(([, attribute]) => attribute.presence === 'default');
  return Object.fromEntries(defaults.map(([name, attribute]) => [name, attribute.fallback]));
}

test('every message has a vector', () => {
  const shown = new Set(goodVectors.flatMap(([, vectors]) => vectors.map((vector) => vector.object.message)));
  expect(MESSAGES.map((message) => message.name).filter((name) => !shown.has(name))).toEqual([]);
});

describe('bad frames', () => {
  test.each(badVectors)('$name: $error', ({ hex, error, attribute, closes }) => {
    const [received, ...more] = receive([Buffer.from(hex, 'hex')], 'clients');
    expect(received).toMatchObject({ error, attribute });
    expect(more).toEqual([]);
    expect(errorCloses(error as ErrorName)).toBe(closes === true);
  });

  test.each(badVectors.filter(({ error }) => error !== 'MalformedFrame'))('$name: ReferenceId is read', ({ hex }) => {
    expect(receive([Buffer.from(hex, 'hex')], 'clients')[0]).toMatchObject({ referenceId: 9 });
  });
});
