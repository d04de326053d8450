import { RequestPing, RequestRegisterClient } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { Rig } from './rig.ts';
import { WireClient } from './wire-client.ts';

describe('many connections', () => {
  test('2,000 at once all register, are served, and leave nothing behind', async () => {
    const rig = await Rig.open();
    const steady = await rig.client('Media server', 'steady');
    const crowd = await Promise.all(
      Array.from({ length: 2_000 }, async (_, index) => {
        const client = await WireClient.open(rig.port);
        client.send(RequestRegisterClient, 1, { ClientName: `desk-${index}`, ClientType: 'Agent application' });
        client.send(RequestPing, 2, {});
        expect((await client.take(2)).map((frame) => frame.name).toSorted()).toEqual(['EventAck', 'EventPong']);
        return client;
      }),
    );
    expect(rig.gateway.connections).toBe(2_001);
    expect(rig.metrics.families.client_count.labels('Agent application').value).toBe(2_000);
    steady.send(RequestPing, 3, {});
    expect(await steady.next()).toMatchObject({ name: 'EventPong', reference: 3 });
    for (const client of crowd) client.socket.destroy();
    await expect.poll(() => rig.gateway.connections, { timeout: 20_000 }).toBe(1);
    expect(rig.metrics.families.client_count.labels('Agent application').value).toBe(0);
    expect(rig.metrics.families.current_clients.value).toBe(1);
    await expect.poll(() => new Set(rig.inbox.disconnected).size).toBe(2_000);
  });
});
