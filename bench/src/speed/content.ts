import { type KvInputMap, pack, packedSize, RequestSubmit } from '@ixn/protocol';
import { MEDIA, queueName, TENANT_ID } from '../rig/tenant.ts';
import { frameOf } from './wire/connection.ts';

/** What an interaction carries: about 350 bytes as MessagePack. The same for peers, as JSON. */
export const USER_DATA = {
  Subject: 'Order 12345 has not come yet',
  From: 'ada.lovelace@example.org',
  To: 'support@example.org',
  Segment: 'gold',
  Priority: 5,
  Language: 'en',
  CustomerId: 'C-00012345',
  Value: 129.95,
  Body: 'I ordered on Monday. The page says delivered, nothing is here. Please look into it and tell me. Thank you. ADA',
  Attachments: 2,
  Thread: '<5f2b8c1e-1f0a-4c55-9d7e-0b6c1a2d3e4f@example.org>',
} as const satisfies KvInputMap;

export const USER_DATA_PACKED = pack(USER_DATA);
export const USER_DATA_SIZE = packedSize(USER_DATA_PACKED);

export const INTERACTION_TYPE = 'Inbound';
export const INTERACTION_SUBTYPE = 'InboundNew';

/** A submit into queue `n`, encoded. */
export function submitFrame(n: number): Buffer {
  return frameOf(RequestSubmit, {
    TenantId: TENANT_ID,
    MediaType: MEDIA,
    InteractionType: INTERACTION_TYPE,
    InteractionSubtype: INTERACTION_SUBTYPE,
    Queue: queueName(n),
    UserData: USER_DATA_PACKED,
  });
}

/** The same as a job for those who take JSON. */
export function jobPayload(n: number): Record<string, unknown> {
  return {
    tenantId: TENANT_ID,
    mediaType: MEDIA,
    type: INTERACTION_TYPE,
    subtype: INTERACTION_SUBTYPE,
    queue: queueName(n),
    userData: USER_DATA,
  };
}
