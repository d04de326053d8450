import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventWorkbinTypesInfo } from './event-workbin-types-info.ts';

/** Asks for the configured workbin types. */
export const RequestWorkbinTypesInfo = request(
  0x0400,
  'RequestWorkbinTypesInfo',
  { TenantId: required(name, 'Tenant.') },
  { from: agents, answeredBy: [EventWorkbinTypesInfo] },
);
