import { createMetrics, interactionServerMetrics } from '@ixn/metrics';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openHealth } from '../../src/health/health-server.ts';
import { PARTS, Status } from '../../src/health/status.ts';

interface Answer {
  readonly code: number;
  readonly body: string;
  readonly headers: Headers;
}

async function health(keepAlive = false) {
  const status = new Status();
  const metrics = createMetrics(interactionServerMetrics, { processPrefix: 'ixn_' });
  const server = await openHealth({ host: '127.0.0.1', port: 0, status, metrics });
  server.keepAlive(keepAlive);
  onTestFinished(() => server.close());
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
    return { code: response.status, body: await response.text(), headers: response.headers };
  };
  return { status, metrics, server, get };
}

function ready(status: Status): void {
  status.mode = 'listening';
  for (const part of PARTS) status.well(part);
}

describe('the health port', () => {
  test('is alive from the first moment and says that it is starting', async () => {
    const { get } = await health();
    expect((await get('/health/live')).code).toBe(200);
    for (const path of ['/health', '/health/ready']) {
      const answer = await get(path);
      expect(answer.code).toBe(503);
      expect(JSON.parse(answer.body)).toMatchObject({ status: 'not ready', mode: 'starting' });
    }
  });

  test('says how far recovery is', async () => {
    const { status, get } = await health();
    status.mode = 'recovering';
    status.recovered(250, 1_000);
    expect(JSON.parse((await get('/health')).body)).toMatchObject({
      mode: 'recovering',
      progress: { done: 250, total: 1_000 },
    });
    ready(status);
    expect(JSON.parse((await get('/health')).body)).toMatchObject({ progress: null });
  });

  test('is ready when all parts are well, and names those that are not', async () => {
    const { status, get } = await health();
    ready(status);
    expect((await get('/health/ready')).code).toBe(200);
    status.unwell('database', 'no connection to 127.0.0.1:5432 (ECONNREFUSED)');
    const answer = await get('/health/ready');
    expect([answer.code, JSON.parse(answer.body)]).toEqual([
      503,
      expect.objectContaining({ reasons: ['database: no connection to 127.0.0.1:5432 (ECONNREFUSED)'] }),
    ]);
    status.well('database');
    expect((await get('/health')).code).toBe(200);
  });

  test('the server serves on without the configuration service', async () => {
    const { status, get } = await health();
    ready(status);
    status.unwell('configuration', 'does not answer, last good version 7 is 12 s old');
    const answer = await get('/health/ready');
    expect(answer.code).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ parts: { configuration: { ok: false } } });
  });

  test.each(['standby', 'draining', 'failed'] as const)('%s is alive and not ready', async (mode) => {
    const { status, get } = await health();
    ready(status);
    status.mode = mode;
    expect((await get('/health/live')).code).toBe(200);
    expect((await get('/health/ready')).code).toBe(503);
  });

  test.each(['/metrics', '/health/prometheus/all'])(
    '%s shows all metrics, whatever format is preferred',
    async (path) => {
      const { metrics, get } = await health();
      metrics.families.current_clients.set(3);
      const answer = await get(path, { accept: 'application/openmetrics-text; version=1.0.0' });
      expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(answer.body).toContain('ixn_health_info_current_clients 3\n');
      expect(answer.body).toContain('ixn_process_cpu_seconds_total');
      expect(answer.body).not.toContain('# EOF');
    },
  );

  test('closes each connection after its answer unless keep-alive is enabled', async () => {
    const closing = await health(false);
    expect((await closing.get('/health')).headers.get('connection')).toBe('close');
    const keeping = await health(true);
    expect((await keeping.get('/health')).headers.get('connection')).toBe('keep-alive');
  });

  test('a port that is taken is refused by its number', async () => {
    const { server } = await health();
    const metrics = createMetrics(interactionServerMetrics);
    const second = openHealth({ host: '127.0.0.1', port: server.port, status: new Status(), metrics });
    await expect(second).rejects.toThrow(`${server.port}`);
  });
});
