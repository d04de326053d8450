import { expect } from 'vitest';
import { Client, type ClientOptions, type ClientState, type RegisteredClient } from '../../src/index.ts';
import { DrivenClock } from './driven-clock.ts';
import { ScriptedServer } from './scripted-server.ts';

/** A scripted server in memory and a client that can connect to it; nothing is open yet. */
export function prepared(options: Partial<ClientOptions> = {}, server = new ScriptedServer()) {
  const clock = new DrivenClock();
  const listener = server.listener();
  const client = new Client({
    name: 'tester',
    type: 'Unknown',
    transport: listener.transport(),
    clock,
    random: () => 0,
    ...options,
  });
  return { client, server, listener, clock };
}

/** The same with the client registered. */
export async function opened(
  options: Partial<ClientOptions> = {},
  server = new ScriptedServer(),
  before: (all: ReturnType<typeof prepared>) => void = () => undefined,
) {
  const all = prepared(options, server);
  before(all);
  await all.client.open();
  return all;
}

/** The error that a promise rejects with. */
export async function failure<E extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...parameters: never[]) => E,
): Promise<E> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(type);
  return error as E;
}

/** Lets everything happen that is due in this turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits until a client is in a state, and what follows from that within a turn (its timers) has happened. */
export async function inState(client: RegisteredClient, wanted: ClientState): Promise<void> {
  if (client.state !== wanted)
    await new Promise<void>((resolve) => client.onState((state) => state === wanted && resolve()));
  await turn();
}
