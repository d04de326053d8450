import { required } from '../kinds/schema.ts';
import { identifier } from '../kinds/text.ts';
import { request } from '../message.ts';
import { routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Gives a reservation back before it expires. */
export const RequestCancelReservation = request(
  0x0132,
  'RequestCancelReservation',
  { ReservationId: required(identifier, 'From `Extension.ReservationId` of the EventAck.') },
  { from: routers, answeredBy: [EventAck] },
);
