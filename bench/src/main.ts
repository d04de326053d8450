import { type BenchName, readArguments, USAGE } from './arguments.ts';
import { memory } from './memory/memory.ts';
import { writeResults } from './report/files.ts';
import type { BenchResult, Measured } from './report/result.ts';
import { machineText } from './report/summary.ts';
import { table } from './report/table.ts';
import { commit, machine } from './run/machine.ts';
import type { Plan } from './run/plan.ts';
import { openStage, type Stage } from './run/stage.ts';
import { s1 } from './speed/s1.ts';
import { s2 } from './speed/s2.ts';
import { s5 } from './speed/s5.ts';

const SPEED = { S1: s1, S2: s2, S5: s5 } as const;

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2), process.env);
  if (asked === 'help') {
    say(USAGE);
    return;
  }
  const stage = await openStage(say);
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new Error(`ended by ${signal}; nothing was written`)));
    }
  });
  try {
    const measured = await Promise.race([interrupted, measure(stage, asked.plan)]);
    const facts = { machine: machine(stage), date: new Date().toISOString(), commit: commit() };
    const results = measured.map((result): BenchResult => Object.assign(result, facts));
    const paths = writeResults(results, asked.plan.results);
    say('');
    say(machineText(facts.machine));
    say(`results: ${paths.join(', ')}`);
    say('');
    say(table(results));
  } finally {
    await stage.close();
  }
}

async function measure(stage: Stage, plan: Plan & { names: readonly BenchName[] }): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const name of ['S1', 'S2', 'S5'] as const) {
    if (!plan.names.includes(name)) continue;
    say(name);
    results.push(await SPEED[name](stage, plan));
  }
  const limits = plan.names.filter((name) => name === 'M1' || name === 'M2');
  if (limits.length > 0) {
    say(limits.join(', '));
    results.push(...(await memory(stage, plan, limits)));
  }
  return results;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`npm run bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// Whatever was under way when it ended early is over.
process.exit();
