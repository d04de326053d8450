import { COLUMNS, NUMBERS, type Row, rowsOf } from './rows.ts';
import type { BenchResult, Machine } from './result.ts';

/** The results as Markdown, with the machine and what has to be known to read them. */
export function summary(results: readonly BenchResult[]): string {
  const newest = results.toSorted((a, b) => b.date.localeCompare(a.date))[0];
  if (newest === undefined) return 'Nothing has been measured yet.\n';
  const rule = COLUMNS.map((_, column) => (NUMBERS.has(column) ? '--:' : '---'));
  const lines = [COLUMNS, rule, ...results.flatMap(rowsOf)].map(markdownRow);
  return [
    ...lines,
    '',
    ...results.map(({ name, what }) => `- **${name}**: ${what}.`),
    '',
    ...results.flatMap(notes),
    '',
    `Ratios are medians of the rounds' own ratios; rates and latencies medians of the rounds (${roundsOf(results)}). ` +
      'Load generator, server and PostgreSQL share the machine. fsync and synchronous_commit are on; after each round the rows in ' +
      'the database are compared with the acks.',
    '',
    `Measured ${newest.date.slice(0, 10)} at ${newest.commit} on ${machineText(newest.machine)}.`,
    '',
  ].join('\n');
}

function markdownRow(row: Row): string {
  return `| ${row.join(' | ')} |`;
}

function notes(result: BenchResult): string[] {
  const { name } = result;
  if (result.kind === 'limit') {
    const figures = Object.entries(result.ours).map(([what, value]) => `${what} ${value.toLocaleString('en')}`);
    return [`- ${name}: ${figures.join(', ')}.`];
  }
  const told = Object.entries({ ixn: result.ours, ...result.peers });
  return told.flatMap(([who, { note }]) => (note === undefined ? [] : [`- ${name}, ${who}: ${note}.`]));
}

function roundsOf(results: readonly BenchResult[]): string {
  const rounds = results
    .filter((result) => result.kind === 'speed')
    .map(({ name, setup }) => `${name}: ${setup['rounds']} of ${setup['secondsMeasured']} s`);
  return rounds.length === 0 ? 'limits are measured once' : rounds.join(', ');
}

export function machineText({ cpu, cores, memoryGiB, system, node, postgres, fileSystem }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, ${fileSystem}; Node ${node}, PostgreSQL ${postgres}`;
}
