import { uint32 } from '../kinds/numbers.ts';
import { optional } from '../kinds/schema.ts';
import { event } from '../message.ts';

/**
 * The request was done. What it made is in Extension: `InteractionId` (and `Duplicate` = 1 for a repeated one) of RequestSubmit,
 * `ReservationId` of RequestReserveAgent, `KafkaDropped` = 1 of RequestDistributeEvent at a VQ node without room.
 */
export const EventAck = event(
  0x8002,
  'EventAck',
  {
    ProxyClientId: optional(uint32, 'Of the logical client that was registered.'),
  },
  { to: ['requester'] },
);
