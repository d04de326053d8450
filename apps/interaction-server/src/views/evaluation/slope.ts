import type { Interaction } from '../../state/interaction.ts';
import { divide } from '../meaning/arithmetic.ts';
import type { NumberTerm } from '../meaning/typed.ts';
import { compileNumber } from './number-term.ts';

/**
 * How fast a term grows with time, by second:
 * - a number: the same for all interactions (0: time does not change it),
 * - a function: it differs between interactions, but is a straight line for each,
 * - null: no straight line (time multiplied with time, or in a divisor).
 */
export type Slope = number | ((interaction: Interaction) => number) | null;

export function slopeOf(term: NumberTerm): Slope {
  switch (term.kind) {
    case 'literal':
    case 'property':
    case 'time-property':
      return 0;
    case 'now':
    case 'age':
      return 1;
    case 'negated':
      return slopeDifference(0, slopeOf(term.of));
    case 'arithmetic':
      return arithmeticSlope(term);
  }
}

/** The slope of a difference. */
export function slopeDifference(left: Slope, right: Slope): Slope {
  return combine(left, right, (a, b) => a - b);
}

function arithmeticSlope({ operator, left, right }: Extract<NumberTerm, { kind: 'arithmetic' }>): Slope {
  const a = slopeOf(left);
  const b = slopeOf(right);
  switch (operator) {
    case '+':
      return combine(a, b, (x, y) => x + y);
    case '-':
      return slopeDifference(a, b);
    case '*':
      if (a === 0) return scale(b, left, (slope, factor) => slope * factor);
      return b === 0 ? scale(a, right, (slope, factor) => slope * factor) : null;
    case '/':
      return b === 0 ? scale(a, right, divide) : null;
  }
}

type Operation = (a: number, b: number) => number;

/** A slope times, or divided by, a term that does not change with time: the time that is read at makes no difference. */
function scale(slope: Slope, factor: NumberTerm, operation: Operation): Slope {
  if (slope === 0 || slope === null) return slope;
  if (factor.kind === 'literal') return combine(slope, factor.value, operation);
  const read = compileNumber(factor);
  return combine(slope, (interaction) => read(interaction, 0), operation);
}

/** NaN comes out where the term is NULL at any time. */
function combine(a: Slope, b: Slope, operation: Operation): Slope {
  if (a === null || b === null) return null;
  if (typeof a === 'number' && typeof b === 'number') return operation(a, b);
  const left = typeof a === 'number' ? () => a : a;
  const right = typeof b === 'number' ? () => b : b;
  return (interaction) => operation(left(interaction), right(interaction));
}
