import { EventAck, EventError } from '@ixn/protocol';
import type { ClientSession } from '../state/client-session.ts';
import { routerKey } from '../state/place.ts';
import { detachAgent } from './agent-session.ts';
import type { RegisterCommand } from './command.ts';
import type { Effects } from './effects.ts';
import { awaitLogin, stopAwaitingLogin } from './login-timeout.ts';
import { errorAttributes, type Refusal, refuse } from './refusal.ts';
import { NOTHING } from './reports.ts';
import { attachRouter, createRouter, detachRouter, dropPulls } from './router-session.ts';
import type { State } from './state.ts';

/** A client has registered. A router takes over the session of its identity, from another client if there is one. */
export function register(state: State, { client, referenceId }: RegisterCommand, effects: Effects): void {
  const session: ClientSession = {
    client,
    actor: Object.freeze({ kind: 'client', clientName: client.name }),
    agent: null,
    router: null,
    login: null,
  };
  if (client.type === 'Routing engine' || client.type === 'Universal router') takeRouter(state, session, effects);
  state.clients.set(client.id, session);
  if (client.type === 'Media server' && client.propertyChanges) listen(state, session);
  awaitLogin(state, session);
  effects.answer(client.id, referenceId, EventAck, NOTHING);
}

function takeRouter(state: State, session: ClientSession, effects: Effects): void {
  const { id, name, type } = session.client;
  const key = routerKey(type, name);
  const router = state.routers.get(key) ?? createRouter(state, key, name, type);
  if (router.client !== 0) endTakenOver(state, router.client, `another ${type} ${name} has registered`, effects);
  attachRouter(state, router, id);
  session.router = router;
}

/** A client unregistered or its connection is gone. What it was for the system may be taken up again for a while. */
export function disconnect(state: State, clientId: number): void {
  const session = state.clients.get(clientId);
  if (session === undefined) return;
  const { agentSessionRestoreTimeout, routerSessionRestoreTimeout } = state.configuration.options;
  const { agent, router } = session;
  forget(state, session);
  if (agent !== null) detachAgent(state, agent, agentSessionRestoreTimeout);
  if (router !== null) detachRouter(state, router, routerSessionRestoreTimeout);
}

/** Ends a client whose session another one takes over. */
export function endTakenOver(state: State, clientId: number, detail: string, effects: Effects): void {
  endClient(state, clientId, refuse('SessionTakenOver', '', detail), effects);
}

/** Ends an agent application in which nobody has logged in for too long. */
export function endWithoutLogin(state: State, { client }: ClientSession, effects: Effects): void {
  const detail = 'nobody has logged in within login-session-timeout';
  endClient(state, client.id, refuse('AgentNotLoggedIn', '', detail), effects);
}

function endClient(state: State, clientId: number, refusal: Refusal, effects: Effects): void {
  const session = state.clients.get(clientId);
  if (session === undefined) return;
  forget(state, session);
  effects.send(clientId, EventError, errorAttributes(refusal));
  effects.close(clientId);
}

function forget(state: State, session: ClientSession): void {
  const { id, name } = session.client;
  state.clients.delete(id);
  stopAwaitingLogin(state, session);
  state.subscriptions.forget(id);
  if (session.router !== null) dropPulls(state, session.router);
  const listeners = state.changeListeners.get(name);
  if (listeners?.includes(session) === true) {
    const others = listeners.filter((other) => other !== session);
    if (others.length === 0) state.changeListeners.delete(name);
    else state.changeListeners.set(name, others);
  }
  session.agent = null;
}

function listen(state: State, session: ClientSession): void {
  const { name } = session.client;
  state.changeListeners.set(name, [...(state.changeListeners.get(name) ?? []), session]);
}
