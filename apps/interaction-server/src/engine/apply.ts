import type { Packed } from '@ixn/protocol';
import { sendStatuses } from './agent-status.ts';
import { answerRefusal } from './answers.ts';
import { disconnect, register } from './client-session.ts';
import type { Command, RequestCommand } from './command.ts';
import { configure } from './configure.ts';
import type { Effects } from './effects.ts';
import { forgetEmptied } from './emptied-queues.ts';
import { servePulls } from './giving.ts';
import { listening } from './listening.ts';
import { KEYED } from './needs-facts.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { readRequestKey, repeat } from './retry.ts';
import type { State } from './state.ts';
import { stopping } from './stopping.ts';
import { fire } from './timeouts.ts';
import { verbOf } from './verbs.ts';

/** Timers that one command fires at most: then others get their turn, and the rest is still due. */
const MAX_FIRED = 1000;

/**
 * Applies one command at a moment (ms since 1970; a clock that went back counts as standing still). All that follows from it is said to
 * `effects` before this returns: first the command's own effects, then what waiting pulls get, then what agents learn of their status.
 */
export function apply(state: State, command: Command, now: number, effects: Effects): void {
  if (now > state.now) state.now = now;
  state.stopped.age(state.now);
  switch (command.kind) {
    case 'request':
      serve(state, command, effects);
      break;
    case 'register':
      register(state, command, effects);
      break;
    case 'disconnect':
      disconnect(state, command.client);
      break;
    case 'due':
      fireDue(state, effects);
      break;
    case 'listening':
      listening(state, effects);
      break;
    case 'stopping':
      stopping(state, effects);
      break;
    case 'configure':
      configure(state, command.configuration, effects);
      break;
  }
  if (state.awake.length > 0) servePulls(state, effects);
  if (state.emptied.length > 0) forgetEmptied(state, effects);
  if (state.changedAgents.length > 0) sendStatuses(state, effects);
}

/** When the next timer falls due (ms); Infinity: none is armed. */
export function nextDue(state: State): number {
  return state.listening ? state.timers.nextDue : Infinity;
}

function fireDue(state: State, effects: Effects): void {
  if (!state.listening) return;
  for (let fired = 0; fired < MAX_FIRED; fired++) {
    const timer = state.timers.takeDue(state.now);
    if (timer === undefined) return;
    fire(state, timer, effects);
  }
}

function serve(state: State, command: RequestCommand, effects: Effects): void {
  const session = state.clients.get(command.client);
  // Its connection has ended while the request waited: nobody is there to hear an answer.
  if (session === undefined) return;
  const { message, referenceId, facts } = command;
  const attributes = command.attributes as Request['attributes'];
  const requestKey = session.router === null ? '' : readRequestKey(attributes['Extension'] as Packed | undefined);
  const key = requestKey instanceof Refusal ? '' : requestKey;
  const request: Request = { session, message, referenceId, attributes, facts, requestKey: key };
  const refusal = requestKey instanceof Refusal ? requestKey : serveOnce(state, request, effects);
  if (refusal !== undefined) answerRefusal(state, request, refusal, effects);
}

function serveOnce(state: State, request: Request, effects: Effects): Refusal | undefined {
  const { session, message, requestKey } = request;
  const verb = verbOf(message);
  if (verb === undefined) return refuse('NotSupportedYet', '', message.name);
  const id = (request.attributes as Readonly<Record<string, unknown>>)['InteractionId'];
  if (requestKey !== '' && session.router !== null && KEYED.has(message) && typeof id === 'string') {
    const repeated = repeat(state, request, session.router, id, effects);
    if (repeated !== 'new') return repeated;
  }
  return verb(state, request, effects);
}
