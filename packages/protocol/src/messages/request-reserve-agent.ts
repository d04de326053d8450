import { int } from '../kinds/numbers.ts';
import { optional, required, withDefault } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { routers } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * Asks for the sole right to deliver to an agent. Requests for one agent are gathered for request-collection-time; the best
 * priority gets EventAck with `Extension.ReservationId` (the first at equal ones), the others AgentReserved.
 */
export const RequestReserveAgent = request(
  0x0131,
  'RequestReserveAgent',
  {
    AgentId: required(name, 'The agent.'),
    PlaceId: optional(name, 'Where.'),
    Priority: withDefault(int, 0, 'The highest wins. Default 0.'),
  },
  { from: routers, answeredBy: [EventAck] },
);
