import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeBody,
  encodeFrame,
  ERRORS,
  errorText,
  EventAck,
  EventError,
  Fault,
  MESSAGES,
  packBytes,
  ProtocolError,
  Writer,
  type ErrorName,
} from '../src/index.ts';
import { receive, type Received } from './receive.ts';
import { badVectors, goodVectors } from './vectors.ts';

const samples = [...goodVectors.flatMap(([, vectors]) => vectors), ...badVectors].map(({ hex }) =>
  Buffer.from(hex, 'hex'),
);

/** A sample with a few bytes set, cut out or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.constantFrom('set', 'cut', 'insert'), fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
  )
  .map(([sample, changes]) => {
    let bytes = Buffer.from(sample);
    for (const [change, place, byte] of changes) {
      const at = bytes.length === 0 ? 0 : place % bytes.length;
      if (change === 'set' && bytes.length > 0) bytes[at] = byte;
      else if (change === 'cut') bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
      else if (change === 'insert') bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
    }
    return bytes;
  });

/** A body with the length of the frame set right, so that it gets past the splitter. */
function framed(code: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(12 + body.length, 0);
  header.writeUInt16BE(code, 4);
  header[6] = 1;
  return Buffer.concat([header, body]);
}

const code = fc.constantFrom(...MESSAGES.map((message) => message.code));

describe('no input makes the decoder throw', () => {
  test.each(['packed', 'plain'] as const)('random bytes as a stream (%s)', (mode) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (chunks) => {
        expect(() =>
          receive(
            chunks.map((chunk) => Buffer.from(chunk)),
            'anyone',
            mode,
          ),
        ).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['packed', 'plain'] as const)('random bytes as a body (%s)', (mode) => {
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 200 }), (number, body) => {
        expect(() => receive([framed(number, body)], 'anyone', mode)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['packed', 'plain'] as const)('mutated frames (%s)', (mode) => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        expect(() => receive([bytes], 'anyone', mode)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });

  test('a body cut at every place is refused', () => {
    for (const sample of samples.slice(0, 60)) {
      for (let size = 17; size < sample.length; size++) {
        const [received] = receive([framed(sample.readUInt16BE(4), sample.subarray(16, size))]);
        expect(received).toHaveProperty('error');
      }
    }
  });

  test('what the server refuses, a client refuses', () => {
    // Not the other way round: a client also checks the properties within an interaction, which the server takes as any KV list.
    const refused = (bytes: Buffer, mode: 'packed' | 'plain'): boolean => {
      const [received] = receive([bytes], 'anyone', mode);
      return received !== undefined && 'error' in received;
    };
    fc.assert(
      fc.property(mutated, (bytes) => {
        expect(refused(bytes, 'plain') || !refused(bytes, 'packed')).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('every refusal can be said in an EventError', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        expect(() => receive([bytes]).map(refusalOf)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['a key with NUL, twice', '81a9457874656e73696f6e82a161c0a161c0'.replaceAll('a161', 'a100')],
    ['a key of half a letter', '81a9457874656e73696f6e82a1c3c0a1c3c0'],
    ['a name with NUL in a map of flags', '81a94d656469614c69737481a2610001'],
  ])('%s is told without breaking the answer', (_name, hex) => {
    const [received] = receive([framed(0x0200, Buffer.from(hex, 'hex'))]);
    expect(received).toHaveProperty('error');
    expect(() => refusalOf(received as Received)).not.toThrow();
  });

  test('a long detail is cut', () => {
    const description = errorText('ConditionInvalid', '\u{1f600}'.repeat(20_000));
    expect(description.length).toBeLessThan(1100);
    expect(description.isWellFormed()).toBe(true);
  });

  test('a million brackets do not exhaust the stack', () => {
    for (const bracket of [0x91, 0x81]) {
      const [received] = receive([
        framed(0x8002, Buffer.concat([Buffer.from('81a178', 'hex'), Buffer.alloc(1_000_000, bracket)])),
      ]);
      expect(received).toMatchObject({ error: 'MalformedBody' });
    }
  });

  test('packBytes throws nothing but ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(outcome(Buffer.from([0x82, ...bytes]))).not.toBe('another error');
      }),
      { numRuns: 2000 },
    );
  });
});

test('work grows with the bytes: keys of large maps are not compared pairwise', () => {
  // Pairwise, 200,000 keys that differ at their end would take minutes, and the test would run out of time.
  const keys = Array.from({ length: 200_000 }, (_, index) => `key-${String(index).padStart(6, '0')}`);
  const pairs = keys.map((key) => Buffer.concat([Buffer.of(0xa0 + key.length), Buffer.from(key), Buffer.of(1)]));
  const map = Buffer.concat([Buffer.from('df00030d40', 'hex'), ...pairs]);
  expect(decodeBody(EventAck, map, 0, map.length, 'packed')).not.toBeInstanceOf(Fault);
  expect(packBytes(map)).toHaveLength(map.length);
});

/** What the server answers to a refused frame, as bytes; for a good one nothing. */
function refusalOf(received: Received): Buffer {
  const writer = new Writer();
  if ('error' in received) {
    const { error, attribute, text } = received;
    encodeFrame(writer, EventError, received.referenceId, 0, {
      ErrorCode: ERRORS[error as ErrorName].number,
      ErrorDescription: text,
      Attribute: attribute === '' ? undefined : attribute,
    });
  }
  return writer.view();
}

function outcome(bytes: Buffer): string {
  try {
    packBytes(bytes);
    return 'packed';
  } catch (error) {
    return error instanceof ProtocolError ? 'refused' : 'another error';
  }
}
