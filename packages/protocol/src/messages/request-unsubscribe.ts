import { list } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { name } from '../kinds/text.ts';
import { request } from '../message.ts';
import { reportingEngines } from '../senders.ts';
import { EventAck } from './event-ack.ts';

/** Ends subscriptions. */
export const RequestUnsubscribe = request(
  0x0301,
  'RequestUnsubscribe',
  { TopicList: required(list(name), 'Names of the topics.') },
  { from: reportingEngines, answeredBy: [EventAck] },
);
