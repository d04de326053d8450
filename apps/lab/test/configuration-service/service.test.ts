import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FollowedTenant } from '../../src/configuration-service/followed-tenant.ts';
import { configurationService } from '../../src/configuration-service/service.ts';

const LAB_TENANT = fileURLToPath(new URL('../../tenant.yaml', import.meta.url));
const ID = '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd';
const URL_PATH = `/api/v1/tenants/${ID}/configuration`;

let folder: string;
let file: string;
let tenant: FollowedTenant;
let service: FastifyInstance;
let logged: { faults?: string[] }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ixn-conf-'));
  file = join(folder, 'tenant.yaml');
  copyFileSync(LAB_TENANT, file);
  logged = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) });
  tenant = await FollowedTenant.open(file, log, { places: [{ name: 'added' }] });
  service = configurationService([tenant]);
});

afterEach(async () => {
  tenant.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

function edit(from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

describe('configuration service', () => {
  it('serves the document with what the lab adds, and an ETag', async () => {
    const response = await service.inject(URL_PATH);
    const { version, objects } = response.json<{ version: string; objects: { places: { name: string }[] } }>();
    expect(response.headers['etag']).toBe(`"${version}"`);
    expect(objects.places.map((place) => place.name)).toEqual(['P1', 'P2', 'added']);
  });

  it('answers 304 to the version that it has, after the wait', async () => {
    const { version } = tenant.current;
    const response = await service.inject(`${URL_PATH}?since=${version}&wait=0.05`);
    expect(response.statusCode).toBe(304);
    const etag = await service.inject({ url: URL_PATH, headers: { 'if-none-match': `"${version}"` } });
    expect(etag.statusCode).toBe(304);
  });

  it('wakes those who wait when the file changes', async () => {
    const { version } = tenant.current;
    const waiting = service.inject(`${URL_PATH}?since=${version}&wait=30`);
    edit('name: Ada', 'name: Adele');
    expect(await tenant.look()).toBe(true);
    const response = await waiting;
    expect(response.statusCode).toBe(200);
    expect(response.json<{ version: string }>().version).not.toBe(version);
  });

  it('keeps the last good version when an edit is not valid, and says why once', async () => {
    const before = tenant.current;
    edit('queues:', 'queus:');
    expect(await tenant.look()).toBe(false);
    expect(await tenant.look()).toBe(false);
    expect(tenant.current).toBe(before);
    const refusals = logged.filter((line) => line.faults !== undefined);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.faults?.join(' ')).toContain('queus');
  });

  it.each([
    ['another tenant', '/api/v1/tenants/other/configuration', 404],
    ['a wait that is no number', `${URL_PATH}?since=x&wait=soon`, 400],
    ['a wait that is too long', `${URL_PATH}?since=x&wait=3600`, 400],
  ])('refuses %s', async (_name, url, status) => {
    expect((await service.inject(url)).statusCode).toBe(status);
  });

  it('does not start from a document that is not valid', async () => {
    writeFileSync(file, 'tenant: {}');
    await expect(FollowedTenant.open(file, pino({ level: 'silent' }))).rejects.toThrow(/not valid/);
  });
});
