import { startProxy } from '@ixn/parts';
import { requirePart } from '@ixn/parts/vitest';
import { RequestError, RequestSubmit } from '@ixn/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBed, testBed } from '../journal/support/database.ts';
import { TestConfiguration } from './support/configuration-service.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { TENANT_ID, tenantObjects } from './support/tenant.ts';

const SUBMIT = {
  TenantId: TENANT_ID,
  MediaType: 'email',
  InteractionType: 'Inbound',
  InteractionSubtype: 'InboundNew',
} as const;

async function readiness(server: RunningServer): Promise<{ status: number; reasons: string; configuration: boolean }> {
  const response = await fetch(`http://127.0.0.1:${server.healthPort}/health/ready`);
  const body = (await response.json()) as { reasons: string[]; parts: { configuration: { ok: boolean } } };
  return { status: response.status, reasons: body.reasons.join('; '), configuration: body.parts.configuration.ok };
}

describe.skipIf(!(await requirePart('postgres', 'start and configuration of the server')))(
  'start and configuration',
  () => {
    let bed: TestBed;
    let configuration: TestConfiguration;
    const servers: RunningServer[] = [];

    beforeEach(async () => {
      bed = await testBed();
      configuration = new TestConfiguration(tenantObjects());
      await configuration.open();
    });

    afterEach(async () => {
      await Promise.all(servers.splice(0).map((server) => server.stop()));
      await configuration.close();
      await bed.drop();
    });

    const run = async (own: Partial<Parameters<typeof runServer>[0]> = {}): Promise<RunningServer> => {
      const server = await runServer({ databaseUrl: bed.url, configurationPort: configuration.port, ...own });
      servers.push(server);
      return server;
    };
    const logged = (server: RunningServer, event: string) => server.lines.filter((line) => line['event'] === event);
    const applied = (server: RunningServer) =>
      expect.poll(() => logged(server, 'configuration applied').length).toBe(1);

    it('takes a new queue without a restart', async () => {
      const server = await run();
      const media = await server.client('Media server', 'media');
      const submit = () => media.request(RequestSubmit, { ...SUBMIT, Queue: 'fresh' });
      await expect(submit()).rejects.toMatchObject({ errorName: 'UnknownQueue', attribute: 'Queue' });
      configuration.change(tenantObjects({ queues: [{ name: 'fresh' }], submitters: [] }));
      await applied(server);
      await expect(submit()).resolves.toBeDefined();
    });

    it('fills the column of a new custom property for what is live', async () => {
      const server = await run();
      const media = await server.client('Media server', 'media');
      await media.request(RequestSubmit, { ...SUBMIT, Queue: 'in', UserData: { Score: 7 } });
      configuration.change(
        tenantObjects({
          customProperties: [
            { key: 'Score', column: 'score', type: 'number', indexed: true },
            { key: 'Segment', column: 'segment', type: 'string' },
          ],
        }),
      );
      await applied(server);
      await expect
        .poll(async () => (await bed.sql('SELECT score, segment FROM interactions'))[0])
        .toEqual({
          score: 7,
          segment: null,
        });
    });

    it.each([
      ['an unknown key', { queus: [] }, 'queus'],
      [
        'a bad view expression',
        { queues: [{ name: 'in', views: [{ name: 'in/ageing', condition: 'colour =' }] }] },
        'queues[0]',
      ],
      [
        'an option out of range',
        { applications: { InteractionServer: { settings: { 'delivering-timeout': 0 } } } },
        'delivering-timeout',
      ],
    ])('refuses %s with its place, and keeps the last good version', async (_name, change, place) => {
      const server = await run();
      configuration.change(tenantObjects(change));
      const refused = 'configuration refused; the last good version stays in force';
      await expect
        .poll(() =>
          logged(server, refused)
            .map((line) => String(line['path']))
            .join(),
        )
        .toContain(place);
      const media = await server.client('Media server', 'media');
      await expect(media.request(RequestSubmit, { ...SUBMIT, Queue: 'in' })).resolves.toBeDefined();
    });

    it('starts from the last good version when the service is away, and says so', async () => {
      const first = await run();
      await first.stop();
      servers.length = 0;
      await configuration.close();
      const second = await run();
      expect(await readiness(second)).toMatchObject({ status: 200, configuration: false });
      const media = await second.client('Media server', 'media');
      await expect(media.request(RequestSubmit, { ...SUBMIT, Queue: 'in' })).resolves.toBeDefined();
      configuration = new TestConfiguration(tenantObjects());
    });

    it('waits for a database that is away, and says so', async () => {
      const { hostname, port } = new URL(bed.url);
      const proxy = await startProxy({ target: { host: hostname, port: Number(port) } });
      await proxy.refuse();
      const url = new URL(bed.url);
      url.port = String(proxy.port);
      const server = await run({ databaseUrl: url.href, waiting: true });
      await expect.poll(async () => (await readiness(server)).reasons).toContain('database');
      await proxy.accept();
      await expect.poll(async () => (await readiness(server)).status, { timeout: 10_000 }).toBe(200);
      await server.stop();
      servers.length = 0;
      await proxy.stop();
    });

    it('refuses what waited too long for the database, and goes on by itself when it is back', async () => {
      const { hostname, port } = new URL(bed.url);
      const proxy = await startProxy({ target: { host: hostname, port: Number(port) } });
      const url = new URL(bed.url);
      url.port = String(proxy.port);
      configuration.change(
        tenantObjects({ applications: { InteractionServer: { settings: { 'max-current-request-queue-wait': 1 } } } }),
      );
      const server = await run({ databaseUrl: url.href });
      const media = await server.client('Media server', 'media');
      await media.request(RequestSubmit, { ...SUBMIT, Queue: 'in' });
      await proxy.refuse();
      proxy.cut();
      const submit = () => media.request(RequestSubmit, { ...SUBMIT, Queue: 'in' });
      // A request makes the server notice; what became of it is not the point.
      const first = submit().catch(() => undefined);
      await expect.poll(() => readiness(server)).toMatchObject({ status: 503 });
      await first;
      const waited = await submit().catch((error: unknown) => error);
      expect(waited).toBeInstanceOf(RequestError);
      expect(waited).toMatchObject({ errorName: 'DatabaseUnavailable', retryable: true });
      await proxy.accept();
      await expect.poll(async () => (await readiness(server)).status, { timeout: 10_000 }).toBe(200);
      await expect(submit()).resolves.toBeDefined();
      await server.stop();
      servers.length = 0;
      await proxy.stop();
    });
  },
);
