import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Adds a media to those of the agent, ready. */
export const RequestAddMedia = request(
  0x0202,
  'RequestAddMedia',
  { MediaTypeName: required(name, 'The media.') },
  { from: agents, answeredBy: [EventAck] },
);
