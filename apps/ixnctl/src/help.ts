import type { Command, Options } from './command.ts';

/** The help of the program. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'ixnctl COMMAND …: talks to an Interaction Server from the shell',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    "'ixnctl COMMAND --help' says more.",
    'Results are JSON on standard output. Exit code 0: done; 1: a fault; 2: refused by the server (EventError).',
  ].join('\n');
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const options: Options = { ...command.options, help: { type: 'boolean', help: 'show this' } };
  const rows = Object.entries(options).map(([name, option]) => ({
    left: `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    help: option.help,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  return [
    `ixnctl ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}: ${command.summary}`,
    ...(command.details === undefined ? [] : ['', ...command.details]),
    '',
    ...rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`),
  ].join('\n');
}
