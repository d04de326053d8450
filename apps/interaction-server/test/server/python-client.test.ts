import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { requirePart } from '@ixn/parts/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBed, testBed } from '../journal/support/database.ts';
import { TestConfiguration } from './support/configuration-service.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { TENANT_ID, tenantObjects } from './support/tenant.ts';

const SCRIPT = fileURLToPath(new URL('../../../../docs/examples/python/submit.py', import.meta.url));
const run = promisify(execFile);

describe.skipIf(!(await requirePart('postgres', 'the client in Python')))('a client in Python', () => {
  let bed: TestBed;
  let configuration: TestConfiguration;
  let server: RunningServer;

  beforeAll(async () => {
    bed = await testBed();
    configuration = new TestConfiguration(tenantObjects());
    await configuration.open();
    server = await runServer({ databaseUrl: bed.url, configurationPort: configuration.port });
  });

  afterAll(async () => {
    await server.stop();
    await configuration.close();
    await bed.drop();
  });

  const submit = (...args: string[]) =>
    run('python3', [SCRIPT, '--tenant', TENANT_ID, '--port', String(server.port), ...args]);

  it('registers, submits, and reads the interaction back', async () => {
    const { stdout } = await submit('--queue', 'in', '--user-data', '{"Subject":"Grüße","Priority":2}');
    const interaction = JSON.parse(stdout) as { InteractionId: string };
    expect(interaction).toMatchObject({ Queue: 'in', UserData: { Subject: 'Grüße', Priority: 2 } });
    const rows = await bed.sql('SELECT id FROM interactions WHERE id = $1', [interaction.InteractionId]);
    expect(rows).toHaveLength(1);
  });

  it('says what the server refuses, with exit code 2', async () => {
    await expect(submit('--queue', 'nowhere')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('1301'),
    });
  });
});
