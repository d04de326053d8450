import type { Interaction } from '../../state/interaction.ts';
import { divide } from '../meaning/arithmetic.ts';
import type { NumberTerm } from '../meaning/typed.ts';

/** Reads a number of an interaction at a moment (`now` in ms). NaN is NULL. */
export type NumberReader = (interaction: Interaction, now: number) => number;

/** Compiles a term into closures: one call for each node, no garbage. */
export function compileNumber(term: NumberTerm): NumberReader {
  switch (term.kind) {
    case 'literal': {
      const { value } = term;
      return () => value;
    }
    case 'property':
      return term.read;
    case 'time-property': {
      const { readMs } = term;
      return (interaction) => readMs(interaction) / 1000;
    }
    case 'now':
      return (_interaction, now) => now / 1000;
    case 'age': {
      const { readMs } = term;
      return (interaction, now) => (now - readMs(interaction)) / 1000;
    }
    case 'negated': {
      const of = compileNumber(term.of);
      return (interaction, now) => -of(interaction, now);
    }
    case 'arithmetic':
      return compileArithmetic(term);
  }
}

function compileArithmetic({ operator, left, right }: Extract<NumberTerm, { kind: 'arithmetic' }>): NumberReader {
  const a = compileNumber(left);
  const b = compileNumber(right);
  switch (operator) {
    case '+':
      return (interaction, now) => a(interaction, now) + b(interaction, now);
    case '-':
      return (interaction, now) => a(interaction, now) - b(interaction, now);
    case '*':
      return (interaction, now) => a(interaction, now) * b(interaction, now);
    case '/':
      return (interaction, now) => divide(a(interaction, now), b(interaction, now));
  }
}
