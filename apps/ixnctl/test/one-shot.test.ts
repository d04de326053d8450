import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventAck,
  EventFoundInteractions,
  EventInteractionProperties,
  packBytes,
  RequestFindInteractions,
  RequestGetInteractionProperties,
  RequestPing,
  RequestRegisterClient,
  RequestStopProcessing,
  RequestSubmit,
} from '@ixn/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listening } from './listening.ts';
import { run, Started } from './run.ts';

const submission = '{"MediaType":"email","InteractionType":"Inbound","InteractionSubtype":"InboundNew"';

describe('ixnctl request', () => {
  test('sends what was typed and prints the answer as JSON', async () => {
    const { server, port } = await listening();
    server.answer(RequestSubmit, ({ reply }) => reply(EventAck, { Extension: { InteractionId: '0123456789ABCDEF' } }));
    const json = `${submission},"TenantId":"t","ReceivedAt":"2030-01-02T03:04:05Z","UserData":{"raw":{"$bin":"AQI="},"at":{"$ts":"2030-01-02T03:04:05Z"},"big":{"$int":"9007199254740993"}}}`;
    const args = ['request', 'RequestSubmit', json, '--type', 'Media server', '--name', 'mail', '--port', port];
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('{"Event":"EventAck","Extension":{"InteractionId":"0123456789ABCDEF"}}\n');
    const at = new Date('2030-01-02T03:04:05Z');
    expect(server.of(RequestSubmit)[0]?.attributes).toMatchObject({
      TenantId: 't',
      ReceivedAt: at,
      UserData: { raw: new Uint8Array([1, 2]), at, big: 9_007_199_254_740_993n },
    });
    expect(server.of(RequestRegisterClient)[0]?.attributes).toMatchObject({
      ClientName: 'mail',
      ClientType: 'Media server',
    });
  });

  test('takes the type that may send it, the tenant of the example, the short name, and JSON from standard input', async () => {
    const { server, port } = await listening();
    server.answer(RequestSubmit, ({ reply }) => reply(EventAck, {}));
    const started = new Started(['request', 'Submit', '-'], { IXN_PORT_OFFSET: String(Number(port) - 7_120) });
    started.type(`${submission}}`);
    started.endInput();
    expect(await started.ended).toEqual({ code: 0, out: '{"Event":"EventAck"}\n', err: '' });
    expect(server.of(RequestRegisterClient)[0]?.attributes.ClientType).toBe('Media server');
    expect(server.of(RequestSubmit)[0]?.attributes.TenantId).toBe('9350e2fc-a1dd-4c65-8d40-1f75a2e080dd');
  });

  test('prints values just as they came', async () => {
    const { server, port } = await listening();
    const UserData = packBytes(Buffer.from('82a16bcb3ff0000000000000a16dcf0020000000000001', 'hex'));
    server.answer(RequestGetInteractionProperties, ({ reply }) =>
      reply(EventInteractionProperties, { Interaction: { InteractionId: 'X', ReceivedAt: 0, UserData } }),
    );
    const { out } = await run(['request', 'GetInteractionProperties', '{"InteractionId":"X"}', '--port', port]);
    expect(out).toBe(
      '{"Event":"EventInteractionProperties","Interaction":{"InteractionId":"X","ReceivedAt":"1970-01-01T00:00:00.000Z",' +
        '"UserData":{"k":1.0,"m":{"$int":"9007199254740993"}}}}\n',
    );
  });

  test('refused by the server: exit code 2, code and text on standard error', async () => {
    const { server, port } = await listening();
    server.answer(RequestGetInteractionProperties, ({ refuse }) => refuse('UnknownInteraction', 'X'));
    const ended = await run(['request', 'GetInteractionProperties', '{"InteractionId":"X"}', '--port', port]);
    expect(ended).toEqual({
      code: 2,
      out: '',
      err: 'EventError 43 UnknownInteraction: unknown interaction identifier: X\n',
    });
  });

  test('whose registration is refused: exit code 2 too; the token comes from a file and is not shown', async () => {
    const { server, port } = await listening();
    const folder = await mkdtemp(join(tmpdir(), 'ixnctl-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    writeFileSync(join(folder, 'token'), 'sesame\n');
    server.answer(RequestRegisterClient, ({ refuse }) => refuse('RegistrationFailed', 'wrong token'));
    const { code, out, err } = await run(['request', 'Ping', '--port', port, '--token-file', join(folder, 'token')]);
    expect([code, out, err]).toEqual([
      2,
      '',
      'EventError 1202 RegistrationFailed: registration refused: wrong token\n',
    ]);
    expect(server.of(RequestRegisterClient)[0]?.attributes.Token).toBe('sesame');
  });

  test('takes the token from the environment', async () => {
    const { server, port } = await listening();
    expect(await run(['request', 'Ping', '--port', port], { IXN_TOKEN: 'open' })).toMatchObject({ code: 0 });
    expect(server.of(RequestRegisterClient)[0]?.attributes.Token).toBe('open');
  });

  test('has a time-out', async () => {
    const { server, port } = await listening();
    server.answer(RequestGetInteractionProperties, () => undefined);
    const args = ['request', 'GetInteractionProperties', '{"InteractionId":"X"}', '--timeout', '1', '--port', port];
    expect(await run(args)).toEqual({
      code: 1,
      out: '',
      err: 'ixnctl: RequestGetInteractionProperties: no answer within 1000 ms\n',
    });
  });

  test('is given up in order by Ctrl-C', async () => {
    const { server, port } = await listening();
    server.answer(RequestPing, () => undefined);
    const started = new Started(['request', 'Ping', '--port', port]);
    await server.nth(RequestPing, 1);
    started.interrupt();
    expect(await started.ended).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('ixnctl find', () => {
  test('asks page by page until there is no more', async () => {
    const { server, port } = await listening();
    server.answer(RequestFindInteractions, ({ attributes, reply }) =>
      reply(
        EventFoundInteractions,
        attributes.StartAfter === undefined
          ? { Interactions: [{ InteractionId: 'a' }, { InteractionId: 'b' }], Next: 'cursor' }
          : { Interactions: [{ InteractionId: 'c' }] },
      ),
    );
    const args = ['find', "media_type = 'email'", '--order', 'received_at', '--max', '10', '--port', port];
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      '{"Event":"EventFoundInteractions","Interactions":[{"InteractionId":"a"},{"InteractionId":"b"}],"Next":"cursor"}\n' +
        '{"Event":"EventFoundInteractions","Interactions":[{"InteractionId":"c"}]}\n',
    );
    expect(server.of(RequestFindInteractions).map(({ attributes }) => attributes)).toEqual([
      { Condition: "media_type = 'email'", Order: 'received_at', MaxCount: 10 },
      { Condition: "media_type = 'email'", Order: 'received_at', MaxCount: 8, StartAfter: 'cursor' },
    ]);
  });

  test('ends at the number asked for', async () => {
    const { server, port } = await listening();
    server.answer(RequestFindInteractions, ({ reply }) =>
      reply(EventFoundInteractions, { Interactions: [{ InteractionId: 'a' }], Next: 'more' }),
    );
    expect(await run(['find', 'priority > 1', '--max', '1', '--port', port])).toMatchObject({ code: 0 });
    expect(server.of(RequestFindInteractions)).toHaveLength(1);
  });

  test('says where a condition is wrong', async () => {
    const { server, port } = await listening();
    server.answer(RequestFindInteractions, ({ refuse }) => refuse('ConditionInvalid', 'column 3: expected a value'));
    const { code, err } = await run(['find', 'x =', '--port', port]);
    expect([code, err]).toEqual([
      2,
      'EventError 1600 ConditionInvalid: invalid condition: column 3: expected a value\n',
    ]);
  });
});

describe('ixnctl messages', () => {
  test('lists all with what they take, one JSON line each', async () => {
    const started = new Started(['messages']);
    expect((await started.ended).code).toBe(0);
    const submit = started.lines.find(({ Name }) => Name === 'RequestSubmit');
    expect(submit?.['Takes']).toEqual(expect.arrayContaining(['TenantId*', 'MediaType*', 'Queue', 'UserData']));
    expect(started.lines.length).toBeGreaterThan(90);
  });

  test('says all about one, by its short name too', async () => {
    const { code, out } = await run(['messages', 'Deliver']);
    const about = JSON.parse(out) as Record<string, Record<string, unknown>>;
    expect(code).toBe(0);
    expect(about).toMatchObject({
      Name: 'RequestDeliver',
      Code: '0x0130',
      AnsweredBy: ['EventAck'],
      From: ['Routing engine', 'Universal router'],
    });
    expect(about['Attributes']?.['AgentId']).toMatchObject({ Presence: 'required', About: 'The agent.' });
    expect(about['About']).toMatch(/^Offers an interaction/);
  });
});

describe('what is typed wrong', () => {
  test.each<[string[], string]>([
    [['requst'], "there is no command 'requst'; 'ixnctl --help' lists them"],
    [['request'], 'NAME is missing'],
    [['request', 'RequestNothing'], "there is no request 'RequestNothing'; 'ixnctl messages' lists all"],
    [['request', 'EventAck'], "there is no request 'EventAck'; 'ixnctl messages' lists all"],
    [['request', 'Ping', '{'], 'the attributes are not JSON: '],
    [['request', 'Ping', '{}', 'more'], "'more' is too much"],
    [['request', 'Ping', '{"Colour":1}'], 'Colour: wrong value of an attribute: RequestPing has no such attribute'],
    [['request', 'Ping', '--type', 'Teapot'], '--type takes one of Unknown, Proxy, '],
    [['request', 'Ping', '--port', '0'], "--port takes a whole number from 1 to 65535, not '0'"],
    [['request', 'Ping', '--nonsense'], "Unknown option '--nonsense'; see 'ixnctl request --help'"],
    [['request', 'Ping', '--tls-ca', '/nowhere/ca.pem'], '--tls-ca: ENOENT'],
    [['request', 'Ping', '--tls-cert', main()], '--tls-cert and --tls-key go together'],
    [['watch', 'EventNothing'], "there is no event 'EventNothing'; 'ixnctl messages' lists all"],
    [['agent', '--id', 'A1', '--place', 'P1'], '--media is missing'],
    [['messages', 'Nothing'], "there is no message 'Nothing'; 'ixnctl messages' lists all"],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^ixnctl: [^\n]*\n$/);
    expect(err).toContain(message);
  });

  test.each([
    ['{"InteractionId":7}', 'InteractionId: wrong type of an attribute'],
    ['{}', 'InteractionId: a mandatory attribute is missing'],
  ])('attributes that cannot be sent: %s', async (json, message) => {
    const { server, port } = await listening();
    const { code, out, err } = await run(['request', 'StopProcessing', json, '--port', port]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`ixnctl: ${message}`);
    expect(server.of(RequestStopProcessing)).toEqual([]);
  });

  test('a server that is not there', async () => {
    const { code, err } = await run(['request', 'Ping', '--port', '1']);
    expect([code, err]).toEqual([1, 'ixnctl: cannot connect to 127.0.0.1:1: nothing listens there (ECONNREFUSED)\n']);
  });
});

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']], [[]]])('of the program: %j', async (args) => {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    for (const name of ['request', 'find', 'watch', 'agent', 'messages']) expect(out).toContain(`\n  ${name} `);
  });

  test.each(['request', 'find', 'watch', 'agent', 'messages'])('of %s', async (name) => {
    const { code, out, err } = await run([name, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`ixnctl ${name}`);
    expect(out).toContain('--help');
  });
});

/** Some file that can be read. */
function main(): string {
  return new URL(import.meta.url).pathname;
}
