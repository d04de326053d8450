import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Locks an interaction of a snapshot. */
export const RequestLockInteraction = request(
  0x0513,
  'RequestLockInteraction',
  {
    InteractionId: required(text, 'The interaction.'),
    SnapshotId: required(uint, 'From EventSnapshotTaken.'),
  },
  { from: observers, answeredBy: [EventAck] },
);
