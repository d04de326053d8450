import type { Interaction } from '../../state/interaction.ts';
import type { ComparisonOperator } from '../language/syntax.ts';
import type { NumberComparison } from '../meaning/typed.ts';
import { compileNumberComparison, type Test } from './condition.ts';
import { compileNumber, type NumberReader } from './number-term.ts';
import { slopeDifference, slopeOf } from './slope.ts';

/** The first moment (whole ms) from which one side of a comparison has passed the other; Infinity: it never does. */
export type Crossing = (interaction: Interaction) => number;

/** Moments beyond this (ms, the range of dates) never come. */
const END_OF_TIME = 8.64e15;

/**
 * The moments at which time alone can change a comparison, as functions of the interaction only: what they say of an interaction
 * is the same whenever they are asked. Empty: time changes nothing. Null: no straight lines, the moments cannot be told.
 */
export function crossingsOf(comparison: NumberComparison): readonly Crossing[] | null {
  const slope = slopeDifference(slopeOf(comparison.left), slopeOf(comparison.right));
  if (slope === 0) return [];
  if (slope === null) return null;
  const left = compileNumber(comparison.left);
  const right = compileNumber(comparison.right);
  const slopeFor = typeof slope === 'number' ? () => slope : slope;
  const passing = (operator: ComparisonOperator): Test => compileNumberComparison({ ...comparison, operator });
  const rising: Readonly<Record<ComparisonOperator, Test>> = {
    '=': passing('>='),
    '<>': passing('>='),
    '<': passing('>='),
    '>=': passing('>='),
    '>': passing('>'),
    '<=': passing('>'),
  };
  const falling: Readonly<Record<ComparisonOperator, Test>> = {
    '=': passing('<='),
    '<>': passing('<='),
    '<': passing('<'),
    '>=': passing('<'),
    '>': passing('<='),
    '<=': passing('<='),
  };
  const { operator } = comparison;
  const first = crossing(left, right, slopeFor, rising[operator], falling[operator]);
  if (operator !== '=' && operator !== '<>') return [first];
  return [first, crossing(left, right, slopeFor, passing('>'), passing('<'))];
}

function crossing(
  left: NumberReader,
  right: NumberReader,
  slopeFor: (interaction: Interaction) => number,
  rising: Test,
  falling: Test,
): Crossing {
  return (interaction) => {
    const slope = slopeFor(interaction);
    const base = interaction.submittedAt;
    const behind = right(interaction, base) - left(interaction, base);
    const estimate = Math.ceil(base + (behind / slope) * 1000);
    return firstMoment(slope > 0 ? rising : falling, interaction, estimate);
  };
}

/**
 * The first moment at which `passed` holds, which once true stays true; Infinity without an estimate (no slope, NULL). The estimate is off by the rounding of the terms, mostly
 * by less than 1 ms: so the search goes out from it in doubling steps, then halves what it has enclosed.
 */
function firstMoment(passed: Test, interaction: Interaction, estimate: number): number {
  if (!(Math.abs(estimate) < END_OF_TIME)) return Infinity;
  let before = estimate - 1;
  let after = estimate;
  for (let step = 1; passed(interaction, before); step *= 2) {
    after = before;
    before -= step;
    if (before < -END_OF_TIME) return Infinity;
  }
  for (let step = 1; !passed(interaction, after); step *= 2) {
    before = after;
    after += step;
    if (after > END_OF_TIME) return Infinity;
  }
  while (after - before > 1) {
    const middle = before + Math.floor((after - before) / 2);
    if (passed(interaction, middle)) after = middle;
    else before = middle;
  }
  return after;
}
