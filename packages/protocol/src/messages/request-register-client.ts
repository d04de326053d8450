import { optional, required } from '../kinds/schema.ts';
import { name, text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { everyone } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * The first request of a connection: says who the client is. Behind a Proxy, also registers each logical client, with a
 * ProxyClientId of 0 in the frame; the answer carries the ProxyClientId that the client has from then on.
 * `Extension.event_properties_changed` ≠ 0 subscribes a media server to property changes of interactions that it submitted.
 */
export const RequestRegisterClient = request(
  0x0002,
  'RequestRegisterClient',
  {
    ClientName: required(
      name,
      'Identity within its type. With mutual TLS it has to be the common name of the certificate.',
    ),
    ClientType: required(name, 'One of the eight client types.'),
    MediaType: optional(name, 'Media of a media server.'),
    TenantId: optional(name, 'Tenant that the client works for.'),
    Token: optional(text, 'Secret of the client type, where the server asks for one.'),
  },
  { from: everyone, answeredBy: [EventAck] },
);
