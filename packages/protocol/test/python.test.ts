import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  decodeBody,
  encodeFrame,
  EventAck,
  EventError,
  EventInteractionProperties,
  Fault,
  FrameSplitter,
  messageByCode,
  RequestGetInteractionProperties,
  RequestPing,
  RequestRegisterClient,
  RequestSubmit,
  RequestUnregisterClient,
  Writer,
  type EventDefinition,
  type MessageDefinition,
  type RequestDefinition,
  type Sent,
} from '../src/index.ts';
import { findPython, type Python } from './python.ts';
import { badVectors, goodVectors } from './vectors.ts';

const found = await findPython('the Python example');
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Answers each request by its message, and keeps what it was asked. */
interface Answering {
  readonly port: number;
  readonly asked: (readonly [string, unknown])[];
}

type Answer = (socket: Socket, referenceId: number) => void;

function say<M extends MessageDefinition>(message: M, attributes: Sent<M>, reference?: number): Answer {
  return (socket, referenceId) => {
    const writer = new Writer();
    encodeFrame(writer, message, reference ?? referenceId, 0, attributes);
    socket.write(writer.copy());
  };
}

async function answering(
  answers: ReadonlyMap<RequestDefinition | EventDefinition, readonly Answer[]>,
): Promise<Answering> {
  const asked: (readonly [string, unknown])[] = [];
  const server: Server = createServer((socket) => {
    const splitter = new FrameSplitter(1 << 20, {
      frame(code, _flags, _version, referenceId, _proxyClientId, buffer, start, end) {
        const message = messageByCode(code) as MessageDefinition;
        const attributes = decodeBody(message, buffer, start, end, 'plain');
        asked.push([message.name, attributes instanceof Fault ? attributes.text : attributes]);
        for (const answer of answers.get(message) ?? []) answer(socket, referenceId);
      },
      fault: (error) => asked.push([error, undefined]),
    });
    socket.on('data', (chunk: Buffer) => splitter.push(chunk));
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, asked };
}

describe.runIf(found !== undefined)('docs/examples/python/submit.py', () => {
  const python = found as Python;
  const target = (port: number): string[] => ['--port', String(port), '--tenant', 't', '--queue', 'email.inbound'];

  test('reads all test vectors, writes those of one form, refuses faults of framing', async () => {
    const { stdout } = await python.run('submit.py', ['--self-test', join(import.meta.dirname, '../vectors')]);
    const good = goodVectors.flatMap(([, vectors]) => vectors);
    expect(JSON.parse(stdout)).toEqual({
      decoded: good.length,
      encoded: good.filter((vector) => vector.decodeOnly !== true).length,
      refused: badVectors.filter((vector) => vector.closes === true).length,
    });
  });

  test('registers, submits, reads back, unregisters; answers pings, passes events over', async () => {
    const at = new Date('2026-03-01T12:00:00.250Z');
    const UserData = { Subject: 'Où ?', when: at, big: 1n << 60n, raw: new Uint8Array([1, 2]) };
    const server = await answering(
      new Map<RequestDefinition | EventDefinition, readonly Answer[]>([
        [RequestRegisterClient, [say(EventAck, {})]],
        [
          RequestSubmit,
          [
            say(RequestPing, {}, 77),
            say(EventInteractionProperties, { Interaction: {} }, 0),
            say(EventAck, { Extension: { InteractionId: '00000001A000002Z' } }),
          ],
        ],
        [
          RequestGetInteractionProperties,
          [
            say(EventInteractionProperties, {
              Interaction: { InteractionId: '00000001A000002Z', ReceivedAt: at, IsOnline: 0, UserData },
            }),
          ],
        ],
        [RequestUnregisterClient, [say(EventAck, {})]],
      ]),
    );
    const userData = { Subject: 'Où ?', n: { $int: '9007199254740993' } };
    const { stdout } = await python.run('submit.py', [
      ...target(server.port),
      '--user-data',
      JSON.stringify(userData),
      '--token',
      's3cret',
    ]);
    expect(JSON.parse(stdout)).toEqual({
      InteractionId: '00000001A000002Z',
      ReceivedAt: '2026-03-01T12:00:00.250Z',
      IsOnline: 0,
      UserData: {
        Subject: 'Où ?',
        when: { $ts: '2026-03-01T12:00:00.250Z' },
        big: { $int: '1152921504606846976' },
        raw: { $bin: 'AQI=' },
      },
    });
    expect(server.asked).toEqual([
      [
        'RequestRegisterClient',
        { ClientName: 'python-example', ClientType: 'Media server', TenantId: 't', Token: 's3cret' },
      ],
      [
        'RequestSubmit',
        {
          TenantId: 't',
          MediaType: 'email',
          InteractionType: 'Inbound',
          InteractionSubtype: 'InboundNew',
          Queue: 'email.inbound',
          UserData: { Subject: 'Où ?', n: 9_007_199_254_740_993n },
        },
      ],
      ['EventPong', {}],
      ['RequestGetInteractionProperties', { InteractionId: '00000001A000002Z' }],
      ['RequestUnregisterClient', {}],
    ]);
  });

  test('says a refusal on stderr, with exit code 2', async () => {
    const refusal = { ErrorCode: 1301, ErrorDescription: 'unknown queue: nowhere', Attribute: 'Queue' };
    const server = await answering(
      new Map<RequestDefinition, readonly Answer[]>([
        [RequestRegisterClient, [say(EventAck, {})]],
        [RequestSubmit, [say(EventError, refusal)]],
      ]),
    );
    await expect(python.run('submit.py', target(server.port))).rejects.toMatchObject({
      code: 2,
      stderr: 'submit.py: the server refused: 1301: unknown queue: nowhere (Queue)\n',
    });
  });

  test.each([
    ['no server', ['--port', '1', '--tenant', 't', '--queue', 'q']],
    ['no queue', ['--tenant', 't']],
    ['user data that is no JSON', [...target(1), '--user-data', '{']],
  ])('%s: one line on stderr, exit code 1', async (_name, args) => {
    await expect(python.run('submit.py', args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^submit\.py: .+\n$/),
    });
  });
});
