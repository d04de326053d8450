import { parseArgs } from 'node:util';
import { ProtocolError, RequestError } from '@ixn/protocol';
import { agent } from './commands/agent.ts';
import { find } from './commands/find.ts';
import { messages } from './commands/messages.ts';
import { request } from './commands/request.ts';
import { watch } from './commands/watch.ts';
import type { Arguments, Command } from './command.ts';
import { helpOf, overview } from './help.ts';
import type { Io } from './io.ts';
import { refusalOf } from './printed.ts';
import { UsageError } from './usage-error.ts';

export const commands: readonly Command[] = [request, find, watch, agent, messages];

/** Exit codes: done, or ended by the person; a fault; refused by the server. */
const done = 0;
const failed = 1;
const refused = 2;

/** Runs what was typed and returns the exit code. Says in one line what was wrong. */
export async function ixnctl(typed: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = typed;
  try {
    if (name === '--help' || name === '-h' || name === 'help') {
      await io.print(overview(commands));
      return done;
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw new UsageError(`there is no command '${name}'; 'ixnctl --help' lists them`);
    await runCommand(command, rest, io);
    return done;
  } catch (error) {
    // Whatever a command says about being cut short, the person wanted it.
    if (io.interrupted.aborted) return done;
    return report(error, io);
  }
}

async function runCommand(command: Command, typed: string[], io: Io): Promise<void> {
  const parsed = parse(command, typed);
  if (parsed.values['help'] === true) await io.print(helpOf(command));
  else await command.run(parsed, io);
}

function parse(command: Command, typed: string[]): Arguments {
  const options = Object.entries(command.options).map(([option, { type }]) => [option, { type }] as const);
  try {
    return parseArgs({
      args: typed,
      options: { ...Object.fromEntries(options), help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    }) as Arguments;
  } catch (error) {
    const [message] = (error as Error).message.split('. ');
    throw new UsageError(`${message}; see 'ixnctl ${command.name} --help'`, { cause: error });
  }
}

function report(error: unknown, io: Io): number {
  if (error instanceof RequestError) {
    io.note(refusalOf(error));
    return refused;
  }
  const path = error instanceof ProtocolError && error.attribute !== '' ? `${error.attribute}: ` : '';
  const message = error instanceof Error ? error.message : String(error);
  io.note(`ixnctl: ${path}${message.replaceAll(/[\s\p{Cc}]+/gu, ' ')}`);
  return failed;
}
