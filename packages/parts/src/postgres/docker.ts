import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { freePort, requireFreePort } from '../listening.ts';
import { PartMissing } from '../part.ts';
import { localHost } from '../ports.ts';
import type { Postgres, PostgresOptions } from './postgres.ts';
import { initdbOptions, settingOptions } from './settings.ts';

/** `IXN_POSTGRES_IMAGE` names another, from an own registry say. */
const defaultImage = 'postgres:18.4';
const superuser = 'postgres';
const containerPort = 5432;
const startLimitMs = 120_000;
/** Above PGDATA: images of PostgreSQL 18 want the volume here. */
const volumeTarget = '/var/lib/postgresql';

/** A container whose port is published on loopback only. */
class LoopbackContainer extends GenericContainer {
  withLoopbackPort(port: number): this {
    this.withExposedPorts({ container: containerPort, host: port });
    this.hostConfig.PortBindings = { [`${containerPort}/tcp`]: [{ HostIp: localHost, HostPort: String(port) }] };
    return this;
  }
}

/**
 * PostgreSQL in a container, through testcontainers: its reaper removes the container when this process dies. Data
 * that stay are in a named volume. Throws {@link PartMissing} when there is no Docker or no image.
 */
export async function dockerPostgres(options: PostgresOptions): Promise<Postgres> {
  const client = await getContainerRuntimeClient().catch((error: unknown) => {
    throw new PartMissing(`Docker is not there: ${error instanceof Error ? error.message : String(error)}`);
  });
  const image = process.env['IXN_POSTGRES_IMAGE'] ?? defaultImage;
  const port = options.port ?? (await freePort());
  await requireFreePort(port, 'PostgreSQL');
  const kept = options.dataDir === undefined ? undefined : await keptData(options.dataDir);
  const password = kept?.password ?? newPassword();
  let log = '';
  const container = new LoopbackContainer(image)
    .withLoopbackPort(port)
    .withEnvironment({
      POSTGRES_USER: superuser,
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: ['--auth-host=scram-sha-256', ...initdbOptions].join(' '),
      PGDATA: `${volumeTarget}/ixn`,
    })
    .withCommand(['postgres', ...settingOptions({ listen_addresses: '*' }, options.settings)])
    .withLogConsumer((stream) =>
      stream.on('data', (line: Buffer | string) => void (log = `${log}${String(line)}`.slice(-1000))),
    )
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(startLimitMs);
  if (kept !== undefined) container.withBindMounts([{ source: kept.volume, target: volumeTarget }]);
  const started = await container.start().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartMissing(
      `Docker image ${image} does not start (IXN_POSTGRES_IMAGE names another): ${reason}\n${log}`.trim(),
    );
  });
  const url = `postgres://${superuser}:${password}@${localHost}:${port}/postgres`;
  const version = await untilAnswers(url);
  const engine = client.container.getById(started.getId());
  return {
    how: `PostgreSQL ${version} from Docker image ${image} on ${localHost}:${port}`,
    url,
    source: 'docker',
    pid: undefined,
    kill: async (signal) => {
      await engine.kill({ signal });
      await engine.wait();
    },
    restart: async () => {
      await engine.restart({ t: 30 });
      await untilAnswers(url);
    },
    stop: () => stop(started),
  };
}

async function stop(container: StartedTestContainer): Promise<void> {
  await container.stop({ timeout: 30_000, remove: true });
}

/** Removes the volume that belongs to `dataDir`, if Docker ever kept data for it. */
export async function forgetDocker(dataDir: string): Promise<void> {
  const marker = join(dataDir, 'docker-volume');
  const volume = (await readFile(marker, 'utf8').catch(() => '')).trim();
  if (volume === '') return;
  const client = await getContainerRuntimeClient();
  await client.container.dockerode.getVolume(volume).remove();
  await rm(marker);
}

async function keptData(dataDir: string): Promise<{ volume: string; password: string }> {
  await mkdir(dataDir, { recursive: true });
  const key = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12);
  const volume = `ixn-postgres-${key}`;
  const passwordFile = join(dataDir, 'docker-password');
  const known = (await readFile(passwordFile, 'utf8').catch(() => '')).trim();
  if (known !== '') return { volume, password: known };
  const password = newPassword();
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await writeFile(join(dataDir, 'docker-volume'), `${volume}\n`);
  return { volume, password };
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}

/** Waits until the server takes connections; returns its version. An image starts it twice when it makes its data. */
async function untilAnswers(url: string): Promise<string> {
  const deadline = performance.now() + startLimitMs;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      return rows[0]?.server_version ?? 'of unknown version';
    } catch (error) {
      if (performance.now() > deadline) throw new Error('PostgreSQL in Docker does not answer', { cause: error });
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
