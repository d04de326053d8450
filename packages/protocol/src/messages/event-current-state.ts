import { agentState, queueCounts } from '../groups.ts';
import { interaction } from '../interaction.ts';
import { list } from '../kinds/containers.ts';
import { flag, timestamp, uint } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/**
 * A page of the present state, after the EventAck of a subscription and with its ReferenceId. It includes all events up to its
 * EventSequence; those that follow it are sent afterwards.
 */
export const EventCurrentState = event(
  0x8300,
  'EventCurrentState',
  {
    EventTime: optional(timestamp, 'When the state was like this.'),
    EventSequence: required(uint, 'The last event that it includes.'),
    Agents: optional(list(agentState), 'Agents that are logged in.'),
    Queues: optional(list(queueCounts), 'Counts of queues.'),
    Interactions: optional(list(interaction), 'Interactions of the agents asked for.'),
    Last: required(flag, '1: the last page.'),
  },
  { to: ['subscriber'] },
);
