import {
  EventCurrentAgentStatus,
  EventForcedAgentStateChange,
  EventInvite,
  EventRevoked,
  RequestAgentLogin,
  RequestAgentLogout,
  systemClock,
  type Client,
} from '@ixn/protocol';
import { AgentDesk, type Habits } from '../agent-desk.ts';
import { asJson, asWords } from '../agent-shown.ts';
import { atMost, isSet, textOf, whole, wholeOf, type Arguments, type Command } from '../command.ts';
import type { Io } from '../io.ts';
import { onKeys } from '../keys.ts';
import { clientFor, noteLosses, serverOptions, tenantOf } from '../server.ts';
import { UsageError } from '../usage-error.ts';

const aDay = 86_400_000;
const logoutTimeoutMs = 2_000;
const finishByDefaultMs = 1_000;

/** What is shown besides the agent's own deeds. */
const shown = [EventInvite, EventRevoked, EventCurrentAgentStatus, EventForcedAgentStateChange];

/** Ctrl-C, as a terminal without line editing sends it. */
const interruptKey = '\u0003';

/** An agent in the terminal. */
export const agent: Command = {
  name: 'agent',
  usage: '--id AGENT --place PLACE --media MEDIA[,…]',
  summary: 'be an agent: see what is offered, accept, finish',
  details: [
    'Keys: a accepts and r rejects what was offered first, f finishes what was accepted first, q ends.',
    'They may be piped in too. With --auto, --accept-after or --finish-after the agent acts by itself.',
    'Prints words on a terminal, JSON lines elsewhere. Logs out at the end.',
  ],
  options: {
    id: { type: 'string', value: 'AGENT', help: 'AgentId' },
    place: { type: 'string', value: 'PLACE', help: 'PlaceId' },
    media: { type: 'string', value: 'LIST', help: 'media to be ready for: email,chat' },
    auto: { type: 'boolean', help: `accept at once, finish after ${finishByDefaultMs} ms` },
    'accept-after': { type: 'string', value: 'MS', help: 'accept by itself after that long' },
    'finish-after': { type: 'string', value: 'MS', help: "finish by itself after that long; 'manual': never" },
    ...serverOptions,
  },

  async run(typed, io) {
    atMost(typed, 0);
    const login = {
      TenantId: tenantOf(typed),
      AgentId: mandatory(typed, 'id'),
      PlaceId: mandatory(typed, 'place'),
      MediaList: Object.fromEntries(
        mandatory(typed, 'media')
          .split(',')
          .map((media) => [media, 1 as const]),
      ),
    };
    const client = clientFor(typed, io, 'Agent application', {
      onRegistered: async ({ request }) => void (await request(RequestAgentLogin, login)),
    });
    const habits = habitsOf(typed);
    const print = io.terminal ? asWords : asJson;
    for (const event of shown) client.on(event, (_, received) => io.print(print.event(received)));
    const desk = new AgentDesk(client, habits, systemClock, (deed) => void io.print(print.deed(deed)));
    noteLosses(client, io);
    await client.open();
    if (io.terminal) io.note('keys: a accept · r reject · f finish · q quit');
    await work(client, desk, io);
  },
};

/** Lets the agent work until it is ended by a key, Ctrl-C, or the server. */
async function work(client: Client, desk: AgentDesk, io: Io): Promise<void> {
  const over = Promise.withResolvers<void>();
  const act: Readonly<Record<string, () => boolean>> = {
    a: () => desk.accept(),
    r: () => desk.reject(),
    f: () => desk.finish(),
  };
  const stopKeys = onKeys(io, (key) => {
    if (key === 'q' || key === interruptKey) over.resolve();
    else if (act[key]?.() === false) io.note('there is nothing to do that with');
  });
  client.onState((state, cause) => {
    if (state === 'closed' || state === 'taken over') over.reject(cause ?? new Error('the client was closed'));
  });
  io.interrupted.addEventListener('abort', () => over.resolve(), { once: true });
  if (io.interrupted.aborted) over.resolve();
  try {
    await over.promise;
    // Who cannot log out is logged out by the server when the connection does not come back.
    await client.request(RequestAgentLogout, {}, { timeoutMs: logoutTimeoutMs }).catch(() => undefined);
  } finally {
    stopKeys();
    await client.close();
  }
}

function habitsOf(typed: Arguments): Habits {
  const auto = isSet(typed, 'auto');
  return {
    acceptAfterMs: wholeOf(typed, 'accept-after', 0, aDay) ?? (auto ? 0 : undefined),
    finishAfterMs: finishAfter(textOf(typed, 'finish-after') ?? (auto ? String(finishByDefaultMs) : 'manual')),
  };
}

function finishAfter(given: string): number | undefined {
  return given === 'manual' ? undefined : whole(given, '--finish-after', 0, aDay);
}

function mandatory(typed: Arguments, option: string): string {
  const text = textOf(typed, option);
  if (text === undefined || text === '') throw new UsageError(`--${option} is missing`);
  return text;
}
