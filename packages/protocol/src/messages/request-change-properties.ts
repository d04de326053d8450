import { propertyChanges } from '../groups.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents, mediaServers, routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Changes user data: whole top-level keys. ExternalId, ParentId and IsOnline are changed by the same means; other system properties cannot be. */
export const RequestChangeProperties = request(
  0x0111,
  'RequestChangeProperties',
  { InteractionId: required(text, 'The interaction.'), ...propertyChanges },
  { from: [...mediaServers, ...agents, ...routers], answeredBy: [EventAck] },
);
