import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, EventAck, FrameSplitter, RequestPing, Writer } from '../src/index.ts';
import { receive } from './receive.ts';
import { goodVectors } from './vectors.ts';

interface Seen {
  readonly frames: string[];
  readonly faults: string[];
  readonly splitter: FrameSplitter;
}

function splitterOf(maxFrameSize = 1 << 20): Seen {
  const frames: string[] = [];
  const faults: string[] = [];
  const splitter = new FrameSplitter(maxFrameSize, {
    frame(code, flags, version, referenceId, proxyClientId, buffer, bodyStart, bodyEnd) {
      const body = buffer.toString('hex', bodyStart, bodyEnd);
      frames.push(`${code} ${flags} ${version} ${referenceId} ${proxyClientId} ${body}`);
    },
    fault(error, _detail, referenceId, proxyClientId) {
      faults.push(`${error} ${referenceId} ${proxyClientId}`);
    },
  });
  return { frames, faults, splitter };
}

const stream = Buffer.concat(
  goodVectors.flatMap(([, vectors]) => vectors.map((vector) => Buffer.from(vector.hex, 'hex'))),
);
const whole = splitterOf();
whole.splitter.push(stream);

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const bounds = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
}

describe('every split of a stream', () => {
  test('as one chunk: each vector is a frame', () => {
    const frames = goodVectors.flatMap(([, vectors]) => vectors.map((vector) => vector.object.referenceId));
    expect(whole.frames.map((frame) => Number(frame.split(' ')[3]))).toEqual(frames);
    expect(whole.faults).toEqual([]);
  });

  test('in two, at every place', () => {
    const part = stream.subarray(0, 2000);
    const expected = splitterOf();
    expected.splitter.push(part);
    for (let place = 0; place <= part.length; place++) {
      const seen = splitterOf();
      for (const chunk of cut(part, [place])) seen.splitter.push(chunk);
      expect(seen.frames).toEqual(expected.frames);
      expect(seen.splitter.pending).toBe(expected.splitter.pending);
    }
  });

  test('byte by byte', () => {
    const seen = splitterOf();
    for (const byte of stream) seen.splitter.push(Buffer.of(byte));
    expect(seen.frames).toEqual(whole.frames);
    expect(seen.splitter.pending).toBe(0);
  });

  test('at random places', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 300 }), (places) => {
        const seen = splitterOf();
        for (const chunk of cut(stream, places)) seen.splitter.push(chunk);
        expect(seen.frames).toEqual(whole.frames);
      }),
    );
  });

  test('into a buffer that is used again, as sockets may', () => {
    const seen = splitterOf();
    const shared = Buffer.alloc(7);
    for (let pos = 0; pos < stream.length; pos += 7) {
      const size = stream.copy(shared, 0, pos, pos + 7);
      seen.splitter.push(shared.subarray(0, size));
      shared.fill(0xee);
    }
    expect(seen.frames).toEqual(whole.frames);
  });
});

describe('lengths', () => {
  const writer = new Writer();
  const size = encodeFrame(writer, EventAck, 77, 88, { Extension: { a: 'x'.repeat(100) } });
  const frame = writer.copy();

  test('a frame of exactly the greatest size passes', () => {
    const seen = splitterOf(size);
    seen.splitter.push(frame);
    expect(seen.frames).toHaveLength(1);
  });

  test.each([1, 4, 15, 16, 50, 200])('one byte more is refused, in chunks of %i, once the header is there', (chunk) => {
    const seen = splitterOf(size - 1);
    for (let pos = 0; pos < frame.length; pos += chunk) {
      expect(seen.faults).toHaveLength(pos >= 16 ? 1 : 0);
      seen.splitter.push(frame.subarray(pos, pos + chunk));
      expect(seen.splitter.pending).toBeLessThan(16);
    }
    expect(seen.faults).toEqual(['FrameTooLarge 77 88']);
    expect(seen.frames).toEqual([]);
  });

  test('nothing is delivered after a fault, what came before is', () => {
    const seen = splitterOf();
    const ping = frameOfPing();
    seen.splitter.push(Buffer.concat([ping, Buffer.from('0000000b', 'hex'), ping]));
    seen.splitter.push(ping);
    expect([seen.frames.length, seen.faults]).toEqual([1, ['MalformedFrame 0 0']]);
  });

  test('nothing is delivered after stop(), not even of the same chunk', () => {
    let frames = 0;
    const splitter: FrameSplitter = new FrameSplitter(1 << 20, {
      frame() {
        frames++;
        splitter.stop();
      },
      fault: () => expect.unreachable(),
    });
    splitter.push(Buffer.concat([frameOfPing(), frameOfPing()]));
    splitter.push(frameOfPing());
    expect(frames).toBe(1);
  });

  test('a length alone makes nobody hold more than twice what came', () => {
    const seen = splitterOf();
    const header = Buffer.from('000ffff0000101000000000100000000', 'hex');
    seen.splitter.push(header);
    expect(seen.splitter.held).toBeLessThanOrEqual(2 * header.length);
    seen.splitter.push(Buffer.alloc(1000));
    expect(seen.splitter.held).toBeLessThanOrEqual(2 * (header.length + 1000));
  });
});

function frameOfPing(): Buffer {
  const writer = new Writer();
  encodeFrame(writer, RequestPing, 1, 0, {});
  return writer.copy();
}

test('what is decoded does not depend on the split', () => {
  const expected = receive([stream]);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 50 }), (places) => {
      expect(receive(cut(stream, places))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
