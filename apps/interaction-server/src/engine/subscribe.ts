import type {
  RequestStartPlaceAgentStateReportingAll,
  RequestStopPlaceAgentStateReportingAll,
  RequestSubscribe,
  RequestUnsubscribe,
} from '@ixn/protocol';
import { acknowledge } from './answers.ts';
import { sendCurrentState } from './current-state.ts';
import type { Effects } from './effects.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { refuseTenant } from './rights.ts';
import type { State } from './state.ts';
import { isTopic, type Topic } from './subscriptions.ts';

/**
 * State, then changes (protocol.md): EventAck, the present state as pages with the EventSequence that it includes, then every event that
 * follows. All of it is said within one command, so that nothing can come between.
 */

export function subscribe(
  state: State,
  request: Request<typeof RequestSubscribe>,
  effects: Effects,
): Refusal | undefined {
  const { TopicList } = request.attributes;
  const refusal = refuseTopics(TopicList);
  if (refusal !== undefined) return refusal;
  begin(state, request, TopicList.filter(isTopic), effects);
  return undefined;
}

export function unsubscribe(
  state: State,
  request: Request<typeof RequestUnsubscribe>,
  effects: Effects,
): Refusal | undefined {
  const { TopicList } = request.attributes;
  const refusal = refuseTopics(TopicList);
  if (refusal !== undefined) return refusal;
  for (const topic of TopicList.filter(isTopic)) state.subscriptions.remove(request.session.client.id, topic);
  acknowledge(request, effects);
  return undefined;
}

function refuseTopics(topics: readonly string[]): Refusal | undefined {
  for (const [index, topic] of topics.entries()) {
    if (!isTopic(topic)) return refuse('UnknownTopic', `TopicList[${index}]`, `there is no topic ${topic} here`);
  }
  return undefined;
}

/** All agents of the tenant, and their interactions if asked for. */
export function startReportingAll(
  state: State,
  request: Request<typeof RequestStartPlaceAgentStateReportingAll>,
  effects: Effects,
): Refusal | undefined {
  let wantsInteractions = false;
  for (const [tenant, wanted] of request.attributes.TenantList) {
    if (refuseTenant(state, tenant) !== undefined) return refuseListed(tenant);
    wantsInteractions ||= wanted.Interactions === 1;
  }
  const topics: readonly Topic[] = wantsInteractions ? ['agents', 'interactions'] : ['agents'];
  begin(state, request, topics, effects);
  return undefined;
}

export function stopReportingAll(
  state: State,
  request: Request<typeof RequestStopPlaceAgentStateReportingAll>,
  effects: Effects,
): Refusal | undefined {
  for (const tenant of request.attributes.TenantList.keys()) {
    if (refuseTenant(state, tenant) !== undefined) return refuseListed(tenant);
  }
  state.subscriptions.remove(request.session.client.id, 'agents');
  state.subscriptions.remove(request.session.client.id, 'interactions');
  acknowledge(request, effects);
  return undefined;
}

function refuseListed(tenant: string): Refusal {
  return refuse('UnknownTenant', `TenantList.${tenant}`, `${tenant} is not the tenant of this server`);
}

function begin(state: State, request: Request, topics: readonly Topic[], effects: Effects): void {
  const agents = topics.includes('agents');
  const interactions = topics.includes('interactions');
  acknowledge(request, effects);
  sendCurrentState(state, request, { agents, interactions, queues: agents || interactions }, effects);
  for (const topic of topics) state.subscriptions.add(request.session.client.id, topic);
}
