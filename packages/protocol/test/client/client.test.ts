import { describe, expect, test } from 'vitest';
import {
  connect,
  EventAck,
  EventError,
  EventFoundInteractions,
  EventPropertiesChanged,
  EventPulledInteractions,
  isRetryable,
  RequestError,
  RequestFindInteractions,
  RequestPing,
  RequestPull,
  RequestRegisterClient,
  RequestStopProcessing,
  RequestSubmit,
  type ClientError,
} from '../../src/index.ts';
import { failure, opened } from './opened.ts';

const submission = { TenantId: 't', MediaType: 'email', InteractionType: 'Inbound', InteractionSubtype: 'InboundNew' };

describe('registration', () => {
  test('says who the client is', async () => {
    const { server } = await opened({
      name: 'mail',
      type: 'Media server',
      tenantId: 't',
      mediaType: 'email',
      token: () => 'secret',
      extension: { event_properties_changed: 1 },
    });
    expect(server.of(RequestRegisterClient).map(({ attributes }) => attributes)).toEqual([
      {
        ClientName: 'mail',
        ClientType: 'Media server',
        TenantId: 't',
        MediaType: 'email',
        Token: 'secret',
        Extension: { event_properties_changed: 1 },
      },
    ]);
  });
});
