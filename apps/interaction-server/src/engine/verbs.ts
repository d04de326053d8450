import {
  RequestAccept,
  RequestAddMedia,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestCancelNotReadyForMedia,
  RequestChangeAgentStateReason,
  RequestChangeMediaStateReason,
  RequestChangeProperties,
  type RequestDefinition,
  RequestDeliver,
  RequestDoNotDisturbOff,
  RequestDoNotDisturbOn,
  RequestFindInteractions,
  RequestGetInteractionProperties,
  RequestGetSessionInteractions,
  RequestNotReadyForMedia,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestRemoveMedia,
  RequestStartPlaceAgentStateReportingAll,
  RequestStopPlaceAgentStateReportingAll,
  RequestStopProcessing,
  RequestSubmit,
  RequestSubscribe,
  RequestUnsubscribe,
} from '@ixn/protocol';
import { accept } from './accept.ts';
import { agentLogin } from './agent-login.ts';
import { agentLogout } from './agent-logout.ts';
import { changeProperties } from './change-properties.ts';
import { deliver } from './deliver.ts';
import { changeAgentStateReason, doNotDisturbOff, doNotDisturbOn } from './do-not-disturb.ts';
import { find } from './find.ts';
import { getProperties } from './get-properties.ts';
import {
  addMediaToAgent,
  changeMediaStateReason,
  notReadyForMedia,
  readyForMedia,
  removeMediaFromAgent,
} from './media-readiness.ts';
import { placeInQueue } from './place-in-queue.ts';
import { pull } from './pull.ts';
import { reject } from './reject.ts';
import type { Verb } from './request.ts';
import { getSessionInteractions } from './session-interactions.ts';
import { stopProcessing } from './stop-processing.ts';
import { startReportingAll, stopReportingAll, subscribe, unsubscribe } from './subscribe.ts';
import { submit } from './submit.ts';

const verbs = new Map<RequestDefinition, Verb>();

function serve<M extends RequestDefinition>(message: M, verb: Verb<M>): void {
  // The attributes of a request are those of its message: the map keeps the two together.
  verbs.set(message, verb as unknown as Verb);
}

serve(RequestSubmit, submit);
serve(RequestPull, pull);
serve(RequestDeliver, deliver);
serve(RequestAccept, accept);
serve(RequestReject, reject);
serve(RequestPlaceInQueue, placeInQueue);
serve(RequestStopProcessing, stopProcessing);
serve(RequestChangeProperties, changeProperties);
serve(RequestGetInteractionProperties, getProperties);
serve(RequestFindInteractions, find);
serve(RequestGetSessionInteractions, getSessionInteractions);

serve(RequestAgentLogin, agentLogin);
serve(RequestAgentLogout, agentLogout);
serve(RequestAddMedia, addMediaToAgent);
serve(RequestRemoveMedia, removeMediaFromAgent);
serve(RequestNotReadyForMedia, notReadyForMedia);
serve(RequestCancelNotReadyForMedia, readyForMedia);
serve(RequestChangeMediaStateReason, changeMediaStateReason);
serve(RequestDoNotDisturbOn, doNotDisturbOn);
serve(RequestDoNotDisturbOff, doNotDisturbOff);
serve(RequestChangeAgentStateReason, changeAgentStateReason);

serve(RequestSubscribe, subscribe);
serve(RequestUnsubscribe, unsubscribe);
serve(RequestStartPlaceAgentStateReportingAll, startReportingAll);
serve(RequestStopPlaceAgentStateReportingAll, stopReportingAll);

/** The rule of a request. Undefined: this server does not serve it yet. */
export function verbOf(message: RequestDefinition): Verb | undefined {
  return verbs.get(message);
}
