import { CLIENT_TYPES, MESSAGES, RequestPing, RequestRegisterClient, RequestSubmit } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { Rig } from './rig.ts';
import { frameOf } from './wire-client.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const good = [
  frameOf(RequestPing, 1, { Extension: { a: [1, 2.5, null, { b: 'text' }] } }),
  frameOf(RequestRegisterClient, 2, { ClientName: 'fuzz', ClientType: 'Media server' }),
  frameOf(RequestSubmit, 3, {
    TenantId: 'tenant-1',
    MediaType: 'email',
    InteractionType: 'Inbound',
    InteractionSubtype: 'InboundNew',
    UserData: { Priority: 3, when: new Date(0), bytes: new Uint8Array([1, 2, 3]), nested: { deep: [true] } },
  }),
];

/** A frame with a right header of a random message and a body of random bytes. */
function randomBody(below: (n: number) => number): Buffer {
  const size = below(64);
  const frame = Buffer.alloc(16 + size);
  frame.writeUInt32BE(12 + size);
  frame.writeUInt16BE(MESSAGES[below(MESSAGES.length)]?.code ?? 0, 4);
  frame[6] = 1;
  frame.writeUInt32BE(below(100), 8);
  for (let index = 16; index < frame.length; index++) frame[index] = below(256);
  return frame;
}

/** A good frame with some bytes changed, seldom in what would end the connection: length, version, flags. */
function mutated(below: (n: number) => number): Buffer {
  const frame = Buffer.from(good[below(good.length)] as Buffer);
  const from = below(100) === 0 ? 0 : 8;
  for (let changes = below(4); changes >= 0; changes--) frame[from + below(frame.length - from)] = below(256);
  return frame;
}

function randomBytes(below: (n: number) => number): Buffer {
  return Buffer.from(Array.from({ length: below(40) }, () => below(256)));
}

describe('frames of chance', () => {
  test.each([1, 2, 3])('seed %i: nothing breaks, nobody else notices, nothing stays', async (seed) => {
    const rig = await Rig.open();
    const below = numbers(seed);
    const witness = await rig.client('Media server', 'witness');
    for (let round = 0; round < 150; round++) {
      const client = await rig.connect();
      if (below(4) > 0) {
        const type = CLIENT_TYPES[below(CLIENT_TYPES.length)] ?? 'Unknown';
        client.send(RequestRegisterClient, 1, { ClientName: 'fuzz', ClientType: type });
      }
      const frames = Array.from({ length: 200 }, () => {
        const kind = below(200) >> 1;
        if (kind === 0) return randomBytes(below);
        return kind < 60 ? mutated(below) : randomBody(below);
      });
      client.write(Buffer.concat(frames));
      client.socket.end();
      await client.closed;
      witness.send(RequestPing, round, {});
      expect(await witness.next()).toMatchObject({ name: 'EventPong', reference: round });
    }
    await expect.poll(() => rig.gateway.connections).toBe(1);
    await expect.poll(() => rig.inbox.registered.length - rig.inbox.disconnected.length).toBe(1);
    expect(rig.metrics.families.total_requests_received.value).toBeGreaterThan(2_000);
    expect(rig.lines.filter((line) => line.level === 'error')).toEqual([]);
  });
});
