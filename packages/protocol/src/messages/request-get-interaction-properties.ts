import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { mediaServers, observers, routers } from '../senders.ts';
import { EventInteractionProperties } from './event-interaction-properties.ts';

/** Asks for all properties of an interaction. */
export const RequestGetInteractionProperties = request(
  0x0110,
  'RequestGetInteractionProperties',
  { InteractionId: required(text, 'The interaction.') },
  { from: [...observers, ...mediaServers, ...routers], answeredBy: [EventInteractionProperties] },
);
