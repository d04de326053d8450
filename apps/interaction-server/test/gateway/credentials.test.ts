import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERRORS, RequestPing, RequestRegisterClient } from '@ixn/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { certificateAuthentication, tokenAuthentication } from '../../src/gateway/authentication.ts';
import { CertificateFiles } from '../../src/gateway/certificate-files.ts';
import { tokenFile } from '../../src/gateway/token-file.ts';
import { createLog } from '../../src/log.ts';
import { certificateAuthority, type Certificate } from './certificates.ts';
import { DrivenClock } from './driven-clock.ts';
import { errorOf, Rig } from './rig.ts';
import { WireClient } from './wire-client.ts';

const authority = certificateAuthority();
const server = authority.issue('server', ['127.0.0.1']);
const quiet = createLog('silent', { write: () => undefined });

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ixn-gateway-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe('tokens', () => {
  const tokens = tokenAuthentication({ token: (type) => (type === 'Media server' ? 'let me in' : undefined) });

  const table: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ['the right one', { ClientType: 'Media server', Token: 'let me in' }, true],
    ['a wrong one', { ClientType: 'Media server', Token: 'let me ix' }, false],
    ['a longer one', { ClientType: 'Media server', Token: 'let me in!' }, false],
    ['an empty one', { ClientType: 'Media server', Token: '' }, false],
    ['none', { ClientType: 'Media server' }, false],
    ['one of another type', { ClientType: 'Routing engine', Token: 'let me in' }, false],
  ];
  test.each(table)('%s', async (_, attributes, isGood) => {
    const rig = await Rig.open({ authentication: tokens });
    const client = await rig.connect();
    client.send(RequestRegisterClient, 1, { ClientName: 'mail', ...attributes } as never);
    const answer = await client.next();
    expect(answer.name === 'EventAck').toBe(isGood);
    expect(answer.attributes.ErrorCode).toBe(isGood ? undefined : ERRORS.RegistrationFailed.number);
    expect(JSON.stringify([answer, rig.lines])).not.toContain('let me');
    expect(rig.inbox.registered).toHaveLength(isGood ? 1 : 0);
  });

  test('behind a proxy each client brings its own', async () => {
    const rig = await Rig.open({ authentication: tokenAuthentication({ token: (type) => `token of ${type}` }) });
    const proxy = await rig.connect();
    proxy.send(RequestRegisterClient, 1, { ClientName: 'gws', ClientType: 'Proxy', Token: 'token of Proxy' });
    proxy.send(RequestRegisterClient, 2, { ClientName: 'a', ClientType: 'Agent application', Token: 'token of Proxy' });
    proxy.send(RequestRegisterClient, 3, {
      ClientName: 'b',
      ClientType: 'Agent application',
      Token: 'token of Agent application',
    });
    const [own, wrong, right] = await proxy.take(3);
    expect([own?.name, wrong?.attributes.ErrorCode, right?.attributes.ProxyClientId]).toEqual([
      'EventAck',
      ERRORS.RegistrationFailed.number,
      1,
    ]);
  });

  test('come from a file that is read again when it changes', () => {
    const path = join(folder(), 'tokens');
    const clock = new DrivenClock();
    writeFileSync(path, JSON.stringify({ 'Media server': 'first token' }));
    const file = tokenFile(path, { clock, log: quiet, interval: 1_000 });
    expect(file.token('Media server')).toBe('first token');
    writeFileSync(path, JSON.stringify({ 'Media server': 'second token' }));
    clock.advance(1_000);
    expect(file.token('Media server')).toBe('second token');
    writeFileSync(path, '{"Media server": 5}');
    clock.advance(1_000);
    expect(file.token('Media server')).toBe('second token');
    file.close();
  });
});

describe('TLS', () => {
  const certificates = { cert: server.certificate, key: server.key };
  const trust = { ca: authority.certificate };

  test('carries the protocol', async () => {
    const rig = await Rig.open({ certificates });
    const client = await WireClient.openTls(rig.port, trust);
    client.send(RequestRegisterClient, 1, { ClientName: 'mail', ClientType: 'Media server' });
    expect(await client.next()).toMatchObject({ name: 'EventAck' });
    client.send(RequestPing, 2, { Extension: { text: 'x'.repeat(100_000) } });
    expect(await client.next()).toMatchObject({ name: 'EventPong', reference: 2 });
  });

  test('a client that does not speak it is closed and others go on', async () => {
    const rig = await Rig.open({ certificates });
    const plain = await rig.connect();
    plain.send(RequestPing, 1, {});
    await plain.closed;
    expect(rig.lines.some((line) => line.event === 'TLS handshake failed')).toBe(true);
    const client = await WireClient.openTls(rig.port, trust);
    client.send(RequestPing, 2, {});
    expect(await client.next()).toMatchObject({ name: 'EventPong' });
  });

  test('certificates can be renewed while it listens', async () => {
    const rig = await Rig.open({ certificates });
    const before = await WireClient.openTls(rig.port, trust);
    const other = certificateAuthority('another authority');
    const renewed = other.issue('server', ['127.0.0.1']);
    rig.gateway.renewCertificates({ cert: renewed.certificate, key: renewed.key });
    await expect(WireClient.openTls(rig.port, trust)).rejects.toThrow('certificate');
    const after = await WireClient.openTls(rig.port, { ca: other.certificate });
    for (const client of [before, after]) {
      client.send(RequestPing, 1, {});
      expect(await client.next()).toMatchObject({ name: 'EventPong' });
    }
  });
});

describe('mutual TLS', () => {
  const certificates = { cert: server.certificate, key: server.key, clientCa: authority.certificate };
  const as = ({ certificate, key }: Certificate): object => ({ ca: authority.certificate, cert: certificate, key });

  test('the common name is the ClientName', async () => {
    const rig = await Rig.open({ certificates, authentication: certificateAuthentication });
    const right = await WireClient.openTls(rig.port, as(authority.issue('mail')));
    right.send(RequestRegisterClient, 1, { ClientName: 'mail', ClientType: 'Media server' });
    expect(await right.next()).toMatchObject({ name: 'EventAck' });
    const wrong = await WireClient.openTls(rig.port, as(authority.issue('chat')));
    wrong.send(RequestRegisterClient, 1, { ClientName: 'mail', ClientType: 'Media server' });
    const refused = await wrong.next();
    expect([errorOf(refused), refused.attributes.Attribute]).toEqual([ERRORS.RegistrationFailed.number, 'ClientName']);
    await wrong.closed;
  });

  test('a proxy answers for its clients', async () => {
    const rig = await Rig.open({ certificates, authentication: certificateAuthentication });
    const proxy = await WireClient.openTls(rig.port, as(authority.issue('gws')));
    proxy.send(RequestRegisterClient, 1, { ClientName: 'gws', ClientType: 'Proxy' });
    proxy.send(RequestRegisterClient, 2, { ClientName: 'desk', ClientType: 'Agent application' });
    expect((await proxy.take(2)).map((frame) => frame.name)).toEqual(['EventAck', 'EventAck']);
  });

  test.each([
    ['no certificate', {}],
    ['a certificate of another authority', as(certificateAuthority('stranger').issue('mail'))],
  ])('%s: no connection', async (_, options) => {
    const rig = await Rig.open({ certificates, authentication: certificateAuthentication });
    const outcome = await WireClient.openTls(rig.port, { ca: authority.certificate, ...options })
      .then((client) => client.closed)
      .then(
        () => 'closed',
        () => 'refused',
      );
    expect(['closed', 'refused']).toContain(outcome);
    expect(rig.gateway.connections).toBe(0);
  });
});

describe('certificate files', () => {
  const first = authority.issue('first');
  const second = authority.issue('second');

  function place(path: string, { certificate, key }: Certificate): { cert: string; key: string } {
    writeFileSync(join(path, 'cert'), certificate);
    writeFileSync(join(path, 'key'), key);
    return { cert: join(path, 'cert'), key: join(path, 'key') };
  }

  test('are renewed when both have changed, one after the other', () => {
    const path = folder();
    const clock = new DrivenClock();
    const files = new CertificateFiles(place(path, first), { clock, log: quiet, interval: 1_000 });
    const renewed: string[] = [];
    files.follow(({ cert }) => renewed.push(cert));
    writeFileSync(join(path, 'cert'), second.certificate);
    clock.advance(1_000);
    expect([files.current.cert, renewed]).toEqual([first.certificate, []]);
    writeFileSync(join(path, 'key'), second.key);
    clock.advance(1_000);
    expect(files.current).toEqual({ cert: second.certificate, key: second.key });
    expect(renewed).toEqual([second.certificate]);
    files.close();
  });

  test('are renewed when a link above them is swapped', () => {
    const path = folder();
    const [one, two] = [folder(), folder()];
    place(one, first);
    place(two, second);
    symlinkSync(one, join(path, 'data'));
    const clock = new DrivenClock();
    const paths = { cert: join(path, 'data', 'cert'), key: join(path, 'data', 'key') };
    const files = new CertificateFiles(paths, { clock, log: quiet, interval: 1_000 });
    symlinkSync(two, join(path, 'next'));
    renameSync(join(path, 'next'), join(path, 'data'));
    clock.advance(1_000);
    expect(files.current.cert).toBe(second.certificate);
    files.close();
  });

  test('that go away or turn bad leave the last good ones in force', () => {
    const path = folder();
    const clock = new DrivenClock();
    const files = new CertificateFiles(place(path, first), { clock, log: quiet, interval: 1_000 });
    unlinkSync(join(path, 'cert'));
    writeFileSync(join(path, 'key'), 'no key');
    clock.advance(1_000);
    expect(files.current).toEqual({ cert: first.certificate, key: first.key });
    files.close();
  });

  test('that do not fit each other at the start are refused by name', () => {
    const path = folder();
    place(path, { certificate: first.certificate, key: second.key });
    const paths = { cert: join(path, 'cert'), key: join(path, 'key') };
    const options = { clock: new DrivenClock(), log: quiet };
    expect(() => new CertificateFiles(paths, options)).toThrow(paths.cert);
    expect(() => new CertificateFiles({ ...paths, key: join(path, 'none') }, options)).toThrow(join(path, 'none'));
  });
});
