import { uint } from '../kinds/numbers.ts';
import { required } from '../kinds/schema.ts';
import { text } from '../kinds/text.ts';
import { request } from '../message.ts';
import { observers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends the lock of an interaction of a snapshot. */
export const RequestUnlockInteraction = request(
  0x0514,
  'RequestUnlockInteraction',
  {
    InteractionId: required(text, 'The interaction.'),
    SnapshotId: required(uint, 'From EventSnapshotTaken.'),
  },
  { from: observers, answeredBy: [EventAck] },
);
