import { requirePart } from '@ixn/parts/vitest';
import { findPython } from '@ixn/protocol/testing/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBed, testBed } from '../journal/support/database.ts';
import { TestConfiguration } from './support/configuration-service.ts';
import { type RunningServer, runServer } from './support/running-server.ts';
import { TENANT_ID, tenantObjects } from './support/tenant.ts';

const python = await findPython('the client in Python against the server');
const database = await requirePart('postgres', 'the client in Python against the server');

describe.skipIf(python === undefined || !database)('a client in Python', () => {
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

  const submit = async (...args: string[]): Promise<{ stdout: string }> => {
    if (python === undefined) throw new Error('no Python');
    return python.run('submit.py', ['--tenant', TENANT_ID, '--port', String(server.port), ...args]);
  };

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
