import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { NotConnected } from '@ixn/protocol';
import type { FastifyInstance } from 'fastify';
import { httpIntake } from '../../src/media-server/http-intake.ts';

let submitted: Record<string, unknown>[];
let fault: Error | undefined;
let app: FastifyInstance;

beforeEach(() => {
  submitted = [];
  fault = undefined;
  app = httpIntake({
    host: '127.0.0.1',
    port: 0,
    tenantId: 't',
    log: pino({ level: 'silent' }),
    submitter: {
      submit: async (attributes) => {
        if (fault !== undefined) throw fault;
        submitted.push({ ...attributes });
        return { interactionId: 'X', duplicate: submitted.length > 1 };
      },
    },
  });
});

const post = (payload: string) =>
  app.inject({ method: 'POST', url: '/interactions', payload, headers: { 'content-type': 'application/json' } });

describe('HTTP intake', () => {
  it('answers 201 after the ack, 200 for a repeated key with the same id', async () => {
    const body = '{"mediaType":"chat","queue":"q","key":"k","userData":{"x":1}}';
    expect((await post(body)).statusCode).toBe(201);
    expect((await post(body)).statusCode).toBe(200);
    expect(submitted[0]?.['InteractionId']).toMatch(/^[0-9A-Z]{16}$/);
    expect(submitted[1]?.['InteractionId']).toBe(submitted[0]?.['InteractionId']);
    expect(submitted[0]).toMatchObject({ TenantId: 't', MediaType: 'chat', Queue: 'q', UserData: { x: 1 } });
  });

  it('keeps integers beyond 2^53 as they were written', async () => {
    await post('{"mediaType":"chat","queue":"q","userData":{"x":9007199254740993}}');
    expect(submitted[0]?.['UserData']).toEqual({ x: 9007199254740993n });
  });

  it.each([
    ['no JSON', '{'],
    ['no queue', '{"mediaType":"chat"}'],
    ['an unknown member', '{"mediaType":"chat","queue":"q","bogus":1}'],
    ['a wrong type', '{"mediaType":5,"queue":"q"}'],
  ])('answers 400 to %s, and submits nothing', async (_name, payload) => {
    expect((await post(payload)).statusCode).toBe(400);
    expect(submitted).toEqual([]);
  });

  it('answers 503 while the Interaction Server is away', async () => {
    fault = new NotConnected('not connected');
    expect((await post('{"mediaType":"chat","queue":"q"}')).statusCode).toBe(503);
  });
});
