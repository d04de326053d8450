import { RequestFindInteractions } from '@ixn/protocol';
import { atMost, positional, textOf, wholeOf, type Command } from '../command.ts';
import { jsonOf } from '../printed.ts';
import { clientFor, serverOptions } from '../server.ts';

const defaultMost = 1_000;

/** Looks for live interactions. */
export const find: Command = {
  name: 'find',
  usage: 'CONDITION [--order ORDER] [--max N]',
  summary: 'print the live interactions that fit a condition',
  details: [
    'CONDITION and ORDER are those of views: "media_type = \'email\' and priority >= 5", "received_at desc".',
    'Prints the answer as one line; more lines when it does not fit into one frame.',
  ],
  options: {
    order: { type: 'string', value: 'ORDER', help: 'order (default: oldest first)' },
    max: { type: 'string', value: 'N', help: `how many at most (default ${defaultMost})` },
    ...serverOptions,
  },

  async run(typed, io) {
    const condition = positional(typed, 0, 'CONDITION');
    atMost(typed, 1);
    let left = wholeOf(typed, 'max', 1, 1_000_000_000) ?? defaultMost;
    const client = clientFor(typed, io, 'Unknown', { reconnect: false });
    const stop = (): void => void client.close();
    io.interrupted.addEventListener('abort', stop, { once: true });
    try {
      await client.open();
      let next: string | undefined;
      do {
        const page = await client.exchange(RequestFindInteractions, {
          Condition: condition,
          Order: textOf(typed, 'order'),
          MaxCount: left,
          StartAfter: next,
        });
        await io.print(jsonOf(page));
        left -= page.attributes.Interactions.length;
        next = page.attributes.Next;
      } while (next !== undefined && left > 0);
    } finally {
      await client.close();
    }
  },
};
