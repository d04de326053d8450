import { parseArgs } from 'node:util';
import type { Plan } from './run/plan.ts';

export const BENCHES = ['S1', 'S2', 'S5', 'M1', 'M2'] as const;
export type BenchName = (typeof BENCHES)[number];

export const USAGE = `npm run bench [-- NAME…] [options]

  S1  durable submits over TCP, beside pg-boss, graphile-worker and plain inserts
  S2  whole lives over TCP, beside the same steps as one statement each
  S5  the wire alone, beside an MQTT broker
  M1  resident memory with 1,000,000 interactions waiting
  M2  start with 1,000,000 interactions in the database

  --rounds N         rounds of each S bench (5; IXN_BENCH_ROUNDS)
  --seconds N        measured part of a round (S1 8, S2 10, S5 5, M1 30; IXN_BENCH_SECONDS)
  --warm-up N        seconds before it is measured (3 or 4, at most --seconds)
  --interactions N   interactions that wait in M1 and M2 (1000000)
  --profile DIR      writes a CPU profile of the server each time that it ends; costs some of its speed
  --results DIR      where results go (bench/results/)

All of them without a name.`;

const DEFAULT_ROUNDS = 5;
const DEFAULT_INTERACTIONS = 1_000_000;

/** What to run; `help`: only {@link USAGE} was asked for. Throws an Error that says what is wrong and what to give. */
export function readArguments(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): { plan: Plan & { names: readonly BenchName[] } } | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'warm-up': { type: 'string' },
      interactions: { type: 'string' },
      profile: { type: 'string' },
      results: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return 'help';
  return {
    plan: {
      names: namesOf(positionals),
      rounds:
        whole('--rounds', values.rounds) ??
        whole('IXN_BENCH_ROUNDS', environment['IXN_BENCH_ROUNDS']) ??
        DEFAULT_ROUNDS,
      seconds: positive('--seconds', values.seconds) ?? positive('IXN_BENCH_SECONDS', environment['IXN_BENCH_SECONDS']),
      warmUpSeconds: positive('--warm-up', values['warm-up']),
      interactions: whole('--interactions', values.interactions) ?? DEFAULT_INTERACTIONS,
      profile: values.profile,
      results: values.results,
    },
  };
}

/** In the order of {@link BENCHES}, each once. */
function namesOf(positionals: readonly string[]): readonly BenchName[] {
  const wanted = positionals.map((name) => name.toUpperCase());
  for (const name of wanted) {
    if (!BENCHES.some((known) => known === name)) {
      throw new Error(`there is no bench '${name}'; there are ${BENCHES.join(', ')}`);
    }
  }
  return wanted.length === 0 ? BENCHES : BENCHES.filter((name) => wanted.includes(name));
}

function whole(name: string, text: string | undefined): number | undefined {
  const value = positive(name, text);
  if (value !== undefined && !Number.isInteger(value))
    throw new Error(`${name} is '${text}': give a whole number from 1`);
  return value;
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is '${text}': give a number above 0`);
  return value;
}
