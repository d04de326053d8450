import { isRetryable, parseExactJson, ProtocolError, RequestError } from '@ixn/protocol';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { interactionIdOfKey } from './interaction-id.ts';
import type { Submitter } from './submitter.ts';

export interface HttpIntakeOptions {
  readonly host: string;
  readonly port: number;
  readonly tenantId: string;
  readonly submitter: Submitter;
  readonly log: Logger;
}

/** Body of `POST /interactions`. `key` makes a repeated request a duplicate. */
interface Intake {
  readonly mediaType: string;
  readonly interactionType?: string;
  readonly interactionSubtype?: string;
  readonly queue: string;
  readonly externalId?: string;
  readonly isOnline?: boolean;
  readonly key?: string;
  readonly userData?: Readonly<Record<string, unknown>>;
}

const MAX_BODY_BYTES = 64 * 1024;

const bodySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['mediaType', 'queue'],
  properties: {
    mediaType: { type: 'string', minLength: 1, maxLength: 255 },
    interactionType: { type: 'string', maxLength: 255 },
    interactionSubtype: { type: 'string', maxLength: 255 },
    queue: { type: 'string', minLength: 1, maxLength: 255 },
    externalId: { type: 'string', maxLength: 255 },
    isOnline: { type: 'boolean' },
    key: { type: 'string', minLength: 1, maxLength: 255 },
    userData: { type: 'object' },
  },
} as const;

/** Takes any JSON as an interaction: `POST /interactions`, 201 with its id after EventAck, 200 for a repeated key. */
export function httpIntake(options: HttpIntakeOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 30_000,
    // Unknown members are refused, not taken out.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  // Fastify's own parser rounds integers beyond 2^53 − 1.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, parseExactJson(String(text)));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const { status, body } = refusalOf(error);
    options.log.info({ status, ...body }, 'interaction not taken');
    return reply.code(status).send(body);
  });
  app.get('/', async () => ({ post: '/interactions', body: bodySchema }));
  app.post<{ Body: Intake }>('/interactions', { schema: { body: bodySchema } }, async (request, reply) => {
    const body = request.body;
    const answer = await options.submitter.submit({
      TenantId: options.tenantId,
      MediaType: body.mediaType,
      InteractionType: body.interactionType ?? 'Inbound',
      InteractionSubtype: body.interactionSubtype ?? 'InboundNew',
      Queue: body.queue,
      ReceivedAt: new Date(),
      ...(body.key === undefined ? {} : { InteractionId: interactionIdOfKey(body.key) }),
      ...(body.externalId === undefined ? {} : { ExternalId: body.externalId }),
      ...(body.isOnline === undefined ? {} : { IsOnline: body.isOnline }),
      ...(body.userData === undefined ? {} : { UserData: body.userData }),
    });
    options.log.info({ interactionId: answer.interactionId, duplicate: answer.duplicate }, 'interaction taken');
    return reply.code(answer.duplicate ? 200 : 201).send(answer);
  });
  return app;
}

/** What a caller hears: 422 for what the Interaction Server refuses, 503 when trying again may help, 400 for a bad body. */
function refusalOf(error: FastifyError): { status: number; body: { error: string; message: string } } {
  if (error instanceof RequestError && !error.retryable) {
    return { status: 422, body: { error: error.errorName, message: error.description } };
  }
  if (error instanceof ProtocolError) return { status: 422, body: { error: error.error, message: error.message } };
  if (isRetryable(error)) return { status: 503, body: { error: error.name, message: error.message } };
  return { status: error.statusCode ?? 500, body: { error: error.code ?? error.name, message: error.message } };
}
