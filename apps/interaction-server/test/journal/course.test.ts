import { Reader, Writer } from '@ixn/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCourse, writeCourse } from '../../src/journal/course.ts';
import { PLACE_NUMBERS } from '../../src/state/place.ts';
import { course, waiting } from './support/arbitrary.ts';

const inQueue = { kind: 'queue' as const, queue: 'inbound' };

function bytesOf(own: Parameters<typeof waiting>[0]): Buffer {
  const writer = new Writer(64);
  writeCourse(writer, waiting(own));
  return writer.copy();
}

describe('the course of an interaction', () => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(course, fc.nat(50), (fields, offset) => {
        const bytes = Buffer.concat([Buffer.alloc(offset, 0xc1), bytesOf(fields)]);
        const place = { kind: 'queue' as const, queue: fields.queue };
        const read = readCourse(new Reader(), bytes, offset, bytes.length, PLACE_NUMBERS[fields.place.kind], place);
        const { place: at, parties, invitations, retry } = fields;
        expect(read).toEqual({ place: at, parties, invitations, retry });
      }),
    );
  });

  it('is six bytes for one that waits, and shares the place of the queue', () => {
    const bytes = bytesOf({ queue: 'inbound' });
    expect(bytes.toString('hex')).toBe('9501909090c0');
    const read = readCourse(new Reader(), bytes, 0, bytes.length, 0, inQueue);
    expect(read.place).toBe(inQueue);
  });

  it('passes over what a later release has appended', () => {
    const later = new Writer(64);
    later.array(7);
    later.int(1);
    later.array(4);
    for (const origin of ['origin', 'view']) {
      if (origin === 'origin') later.nil();
      else later.str(origin);
    }
    later.int(5);
    later.map(0);
    later.array(1);
    later.array(6);
    later.int(1);
    for (const text of ['agent', 'place', 'Coach']) later.str(text);
    later.int(7);
    later.str('more');
    later.array(0);
    later.nil();
    later.str('even more');
    later.array(0);
    const read = readCourse(new Reader(), later.view(), 0, later.pos, PLACE_NUMBERS.agents, inQueue);
    expect(read).toEqual({
      place: { kind: 'agents', origin: null, view: 'view', since: 5 },
      parties: [{ kind: 'agent', agentId: 'agent', placeId: 'place', visibility: 'Coach', joinedAt: 7 }],
      invitations: [],
      retry: null,
    });
  });

  it.each([
    ['another version', '9502909090c0', 0, /version 2/],
    ['bytes that end too early', '950190919300a9616263', 0, /damaged/],
    ['a place of a later release', '9501909090c0', 6, /place is 6/],
  ])('is refused with %s', (_, hex, place, reason) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(() => readCourse(new Reader(), bytes, 0, bytes.length, place, inQueue)).toThrow(reason);
  });
});
