import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { agents } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Gives another reason for the state of a media. */
export const RequestChangeMediaStateReason = request(
  0x0206,
  'RequestChangeMediaStateReason',
  { MediaTypeName: required(name, 'The media.') },
  { from: agents, answeredBy: [EventAck] },
);
