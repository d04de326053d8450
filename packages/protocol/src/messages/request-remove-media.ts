import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Takes a media away from those of the agent. */
export const RequestRemoveMedia = request(
  0x0203,
  'RequestRemoveMedia',
  { MediaTypeName: required(name, 'The media.') },
  { from: agents, answeredBy: [EventAck] },
);
