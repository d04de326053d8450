import { parseArgs } from 'node:util';
import type { Violation } from '../history/check.ts';
import { f1 } from './f1.ts';
import { f2 } from './f2.ts';
import { f3 } from './f3.ts';
import type { Verdict } from './rig.ts';

const FAULTS = { F1: { run: f1, rounds: 30 }, F2: { run: f2, rounds: 10 }, F3: { run: f3, rounds: 5 } } as const;
type FaultName = keyof typeof FAULTS;

const USAGE = `npm run faults -- NAME… [--rounds N]

  F1  SIGKILL of the server under load, restart                        (${FAULTS.F1.rounds} rounds unless told)
  F2  PostgreSQL killed and restarted, connections cut, link half open (${FAULTS.F2.rounds})
  F3  second server on the same database, the first frozen past its lease, then continued (${FAULTS.F3.rounds})

A round counts with at least 1000 acks and an unanswered request at the moment of the fault.
Ends with "F1: rounds N, acked N, lost 0, doubled 0"; exit 1 when the history checker finds anything.`;

/** How many violations are printed. */
const SHOWN = 20;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help || positionals.length === 0) {
    say(USAGE);
    return values.help ? 0 : 1;
  }
  let bad = false;
  for (const name of positionals) {
    if (!(name in FAULTS))
      throw new Error(`there is no fault run '${name}'; there are ${Object.keys(FAULTS).join(', ')}`);
    const fault = FAULTS[name as FaultName];
    const rounds = values.rounds === undefined ? fault.rounds : Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1)
      throw new Error(`--rounds is '${values.rounds}': give a whole number from 1`);
    const verdict = await fault.run(rounds, say);
    bad = show(name, rounds, verdict) || bad;
  }
  return bad ? 1 : 0;
}

function show(name: string, rounds: number, { acked, events, violations }: Verdict): boolean {
  const count = (...kinds: Violation['kind'][]): number => violations.filter(({ kind }) => kinds.includes(kind)).length;
  const lost = count('lost');
  const doubled = count('doubled', 'two takers');
  for (const { kind, interactionId, text } of violations.slice(0, SHOWN))
    say(`${kind}: ${interactionId ?? '-'}: ${text}`);
  const others = violations.length - lost - doubled;
  if (others > 0) say(`${name}: ${others} other violations (gaps, order, places)`);
  say(`${name}: ${events} reporting events checked`);
  say(`${name}: rounds ${rounds}, acked ${acked}, lost ${lost}, doubled ${doubled}`);
  return violations.length > 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`npm run faults: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
