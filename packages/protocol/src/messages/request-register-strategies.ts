import { list } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { EventAck } from './event-ack.ts';

/** Tells which strategies a universal router has loaded: it then gets EventRouteRequest as interactions come. Replaces what it said before. */
export const RequestRegisterStrategies = request(
  0x0134,
  'RequestRegisterStrategies',
  { Strategies: required(list(name), 'Names of the strategies.') },
  { from: ['Universal router'], answeredBy: [EventAck] },
);
