import { messageByName, RequestSubscribe, type EventDefinition } from '@ixn/protocol';
import { textOf, wholeOf, type Command } from '../command.ts';
import { jsonOf } from '../printed.ts';
import { clientFor, noteLosses, serverOptions } from '../server.ts';
import { UsageError } from '../usage-error.ts';

/** Events that may wait while whoever reads the output is slower than the server. */
const mostWaiting = 100_000;

/** Prints events as they come. */
export const watch: Command = {
  name: 'watch',
  usage: '[EVENT …]',
  summary: 'print reporting events as they come, one JSON line each, until Ctrl-C',
  details: [
    'EVENT names those to print (EventPlacedInQueue, …), all if none is named.',
    'Begins with the present state, as EventCurrentState. A lost connection is made again.',
  ],
  options: {
    topics: { type: 'string', value: 'LIST', help: 'topics to subscribe to (default interactions,agents)' },
    count: { type: 'string', value: 'N', help: 'end after that many lines' },
    ...serverOptions,
  },

  async run(typed, io) {
    const events = typed.positionals.map(eventNamed);
    const topics = (textOf(typed, 'topics') ?? 'interactions,agents').split(',');
    const most = wholeOf(typed, 'count', 1, 1_000_000_000) ?? Infinity;
    const client = clientFor(typed, io, 'Reporting engine', {
      onRegistered: async ({ request }) => void (await request(RequestSubscribe, { TopicList: topics })),
    });
    noteLosses(client, io);
    const stream = client.events(events.length > 0 ? events : undefined, { limit: mostWaiting });
    const stop = (): void => void client.close();
    io.interrupted.addEventListener('abort', stop, { once: true });
    try {
      await client.open();
      let printed = 0;
      for await (const received of stream) {
        await io.print(jsonOf(received));
        printed += 1;
        if (printed >= most) break;
      }
    } finally {
      await client.close();
    }
  },
};

function eventNamed(name: string): EventDefinition {
  const message = messageByName(name) ?? messageByName(`Event${name}`);
  if (message?.kind === 'event') return message;
  throw new UsageError(`there is no event '${name}'; 'ixnctl messages' lists all`);
}
