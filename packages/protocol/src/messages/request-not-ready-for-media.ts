import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Makes the agent not ready for a media. */
export const RequestNotReadyForMedia = request(
  0x0204,
  'RequestNotReadyForMedia',
  { MediaTypeName: required(name, 'The media.') },
  { from: agents, answeredBy: [EventAck] },
);
