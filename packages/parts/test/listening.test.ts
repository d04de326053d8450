import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, isPortFree, requireFreePort, whoHasPort } from '../src/index.ts';

describe('ports that are taken', () => {
  const servers: Server[] = [];

  async function takePort(): Promise<number> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('are told from free ones', async () => {
    const taken = await takePort();
    const free = await freePort();
    expect([await isPortFree(taken), await isPortFree(free)]).toEqual([false, true]);
  });

  it('are named with the process that has them', async () => {
    const taken = await takePort();
    expect(await whoHasPort(taken)).toMatchObject({ pid: process.pid, command: expect.stringContaining('node') });
    await expect(requireFreePort(taken, 'PostgreSQL')).rejects.toThrow(
      new RegExp(
        `port ${taken} for PostgreSQL is taken by process ${process.pid} \\(.*\\): stop it, or .*IXN_PORT_OFFSET`,
      ),
    );
  });

  it('have nobody when free', async () => {
    const free = await freePort();
    expect(await whoHasPort(free)).toBeUndefined();
    await expect(requireFreePort(free, 'PostgreSQL')).resolves.toBeUndefined();
  });
});
