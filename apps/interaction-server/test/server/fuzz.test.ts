import { connect, type Socket } from 'node:net';
import { requirePart } from '@ixn/parts/vitest';
import {
  CLIENT_TYPES,
  encodeFrame,
  FrameSplitter,
  MESSAGES,
  messageByCode,
  RequestAgentLogin,
  RequestPing,
  RequestPlaceInQueue,
  RequestPull,
  RequestRegisterClient,
  type RequestDefinition,
  RequestStopProcessing,
  RequestSubmit,
  Writer,
} from '@ixn/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBed, testBed } from '../journal/support/database.ts';
import { TestConfiguration } from './support/configuration-service.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { TENANT_ID, tenantObjects } from './support/tenant.ts';

const FRAMES = 200_000;
const FRAMES_A_CONNECTION = 250;
/** ReferenceId of the ping after which everything before it has been read. */
const LAST = 0xffff_fff0;
const FUZZ_TIMEOUT_MS = 300_000;

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

function frame(message: RequestDefinition, referenceId: number, attributes: Readonly<Record<string, unknown>>): Buffer {
  const writer = new Writer();
  encodeFrame(writer, message, referenceId, 0, attributes as never);
  return Buffer.from(writer.view());
}

const submit = (referenceId: number, more: object = {}): Buffer =>
  frame(RequestSubmit, referenceId, {
    TenantId: TENANT_ID,
    MediaType: 'email',
    InteractionType: 'Inbound',
    InteractionSubtype: 'InboundNew',
    Queue: 'in',
    UserData: {
      Priority: 3,
      Segment: 'gold',
      when: new Date(0),
      bytes: new Uint8Array([1, 2, 3]),
      deep: { list: [true, 1.5] },
    },
    ...more,
  });

const register = (name: string, type: string): Buffer =>
  frame(RequestRegisterClient, 1, { ClientName: name, ClientType: type });

/** What a valid client might send; the fuzz changes bytes of these. */
const SEEDS = [
  submit(2),
  submit(3, { InteractionId: 'FUZZ000000000001' }),
  frame(RequestPull, 4, { ViewId: 'in/ageing', Extension: { 'pull-for-strategy': 'route', submitter: 's1' } }),
  frame(RequestAgentLogin, 5, { TenantId: TENANT_ID, AgentId: 'A1', PlaceId: 'P1', MediaList: { email: 1 } }),
  frame(RequestPlaceInQueue, 6, { InteractionId: 'FUZZ000000000001', Queue: 'out' }),
  frame(RequestStopProcessing, 7, { InteractionId: 'FUZZ000000000001' }),
];

interface Heard {
  readonly name: string;
  readonly referenceId: number;
}

/**
 * Sends bytes over one connection, in the given pieces. Ends when `isOver` says so of what was heard, or the server closes;
 * resolves with all frames that came back.
 */
function converse(
  port: number,
  pieces: readonly Buffer[],
  isOver: (heard: readonly Heard[]) => boolean,
): Promise<readonly Heard[]> {
  return new Promise((resolve, reject) => {
    const heard: Heard[] = [];
    const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const splitter = new FrameSplitter(1 << 20, {
      frame: (code: number, _flags: number, _version: number, referenceId: number) => {
        heard.push({ name: messageByCode(code)?.name ?? String(code), referenceId });
        if (isOver(heard)) socket.end();
      },
      fault: (error: string) => reject(new Error(error)),
    });
    socket.on('data', (chunk) => splitter.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    for (const piece of pieces) socket.write(piece);
  });
}

const pongOfLast = (heard: readonly Heard[]): boolean => heard.at(-1)?.referenceId === LAST;

describe.skipIf(!(await requirePart('postgres', 'wire fuzz with a real database')))('bytes of chance', () => {
  let bed: TestBed;
  let configuration: TestConfiguration;
  let server: RunningServer;

  beforeAll(async () => {
    bed = await testBed();
    configuration = new TestConfiguration(tenantObjects());
    await configuration.open();
    // A changed length makes the server wait for bytes that never come: silence ends such a connection.
    const environment = { IXN_KEEP_ALIVE_INTERVAL: '0.5', IXN_KEEP_ALIVE_TIMEOUT: '1' };
    server = await runServer({ databaseUrl: bed.url, configurationPort: configuration.port, environment });
  });

  afterAll(async () => {
    await server.stop();
    await configuration.close();
    await bed.drop();
  });

  it(
    `${FRAMES} frames: no crash, nothing refused by the database, others are served`,
    async () => {
      const below = numbers(Number(process.env['IXN_FUZZ_SEED'] ?? '1'));
      const witness = await server.client('Media server', 'witness');
      const last = frame(RequestPing, LAST, {});
      // Only connections that the server read to the end count: bad framing ends some of them early.
      for (let read = 0, turn = 0; read < FRAMES; turn++) {
        expect(turn).toBeLessThan((3 * FRAMES) / FRAMES_A_CONNECTION);
        const type = turn % 2 === 0 ? 'Media server' : (CLIENT_TYPES[below(CLIENT_TYPES.length)] ?? 'Unknown');
        const frames = Array.from({ length: FRAMES_A_CONNECTION }, () => anyFrame(below));
        const pieces = [register(`fuzz-${below(5)}`, type), Buffer.concat([...frames, last])];
        if (pongOfLast(await converse(server.port, pieces, pongOfLast))) read += FRAMES_A_CONNECTION;
        if (turn % 10 === 0) await witness.request(RequestPing, {});
      }
      expect(server.fatal).toEqual([]);
      const { Extension } = await witness.request(RequestSubmit, {
        TenantId: TENANT_ID,
        MediaType: 'email',
        InteractionType: 'Inbound',
        InteractionSubtype: 'InboundNew',
        Queue: 'in',
      });
      const id = Extension?.['InteractionId'];
      expect(await bed.sql('SELECT id FROM interactions WHERE id = $1', [id])).toHaveLength(1);
      const [counted] = await bed.sql('SELECT count(*)::int AS interactions FROM interactions');
      expect(counted?.['interactions']).toBeGreaterThan(1_000);
    },
    FUZZ_TIMEOUT_MS,
  );

  it('a recorded session means the same however the stream is split', async () => {
    const session = Buffer.concat([
      register('split', 'Media server'),
      frame(RequestPing, 2, { Extension: { a: 1 } }),
      submit(3),
      frame(RequestStopProcessing, 4, { InteractionId: 'UNKNOWN000000000' }),
      frame(RequestPing, 5, {}),
    ]);
    const expected = [
      { name: 'EventAck', referenceId: 1 },
      { name: 'EventAck', referenceId: 3 },
      { name: 'EventError', referenceId: 4 },
      { name: 'EventPong', referenceId: 2 },
      { name: 'EventPong', referenceId: 5 },
    ];
    const splits = Array.from({ length: session.length - 1 }, (_, index) => index + 1);
    for (let from = 0; from < splits.length; from += 20) {
      const all = await Promise.all(
        splits
          .slice(from, from + 20)
          .map((at) =>
            converse(
              server.port,
              [session.subarray(0, at), session.subarray(at)],
              (heard) => heard.length === expected.length,
            ),
          ),
      );
      for (const heard of all) expect(heard.toSorted(byNameAndReference)).toEqual(expected);
    }
  });
});

function byNameAndReference(
  a: { name: string; referenceId: number },
  b: { name: string; referenceId: number },
): number {
  return a.name.localeCompare(b.name) || a.referenceId - b.referenceId;
}

/** Mostly valid frames with bytes changed, some with random bodies, some whole and valid. */
function anyFrame(below: (n: number) => number): Buffer {
  const kind = below(100);
  if (kind < 10) return SEEDS[below(SEEDS.length)] as Buffer;
  if (kind < 80) return mutated(below);
  return randomBody(below);
}

function mutated(below: (n: number) => number): Buffer {
  const changed = Buffer.from(SEEDS[below(SEEDS.length)] as Buffer);
  // Length, version and flags seldom: a wrong one ends the connection.
  const from = below(2_000) === 0 ? 0 : 8;
  for (let changes = below(3); changes >= 0; changes--) changed[from + below(changed.length - from)] = below(256);
  return changed;
}

function randomBody(below: (n: number) => number): Buffer {
  const size = below(64);
  const bytes = Buffer.alloc(16 + size);
  bytes.writeUInt32BE(12 + size);
  bytes.writeUInt16BE(MESSAGES[below(MESSAGES.length)]?.code ?? 0, 4);
  bytes[6] = 1;
  bytes.writeUInt32BE(below(100), 8);
  for (let index = 16; index < bytes.length; index++) bytes[index] = below(256);
  return bytes;
}
