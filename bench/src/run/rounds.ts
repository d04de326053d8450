import type { Round } from '../report/result.ts';
import type { Series } from '../report/compare.ts';
import type { RoundTimes } from './times.ts';

/** One who takes part in a speed bench. */
export interface Contender extends Omit<Series, 'rounds'> {
  /** One whole round: prepare, warm up, measure, check, clean up. */
  readonly round: (times: RoundTimes) => Promise<Round>;
}

/** Lets contenders take turns, so that what slows the machine down for a while slows all of them down. Returns them with their rounds. */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  times: RoundTimes,
  say: (line: string) => void,
): Promise<Series[]> {
  const series = contenders.map(withoutRounds);
  for (let number = 1; number <= rounds; number++) {
    for (const [index, contender] of contenders.entries()) {
      const round = await contender.round(times);
      series[index]?.rounds.push(round);
      say(`  round ${number} of ${rounds}: ${contender.name} ${describe(round)}`);
    }
  }
  return series;
}

function withoutRounds({ name, note, bar }: Contender): Series & { readonly rounds: Round[] } {
  return { name, rounds: [], ...(note === undefined ? {} : { note }), ...(bar === undefined ? {} : { bar }) };
}

function describe({ perSecond, p50, p99, cores }: Round): string {
  const busy = Object.entries(cores ?? {}).map(([name, used]) => `${name} ${used.toFixed(2)}`);
  const rate = Math.round(perSecond).toLocaleString('en');
  return `${rate}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms${busy.length === 0 ? '' : `; cores: ${busy.join(', ')}`}`;
}
