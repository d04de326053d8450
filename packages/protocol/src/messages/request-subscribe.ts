import { list } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/**
 * Subscribes to topics: `agents`, `interactions`, `custom` at the server, `vq` at a VQ node. EventAck, then the present state as
 * EventCurrentState pages (open stays at a VQ node), then events as they happen, without a gap.
 */
export const RequestSubscribe = request(
  0x0300,
  'RequestSubscribe',
  { TopicList: required(list(name), 'Names of the topics.') },
  { from: reportingEngines, answeredBy: [EventAck] },
);
