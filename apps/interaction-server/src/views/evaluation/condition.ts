import type { Interaction } from '../../state/interaction.ts';
import type { ComparisonOperator } from '../language/syntax.ts';
import { matchesLike } from '../meaning/like.ts';
import { compareTexts } from '../meaning/text-order.ts';
import type { Condition, NumberComparison, TextTerm } from '../meaning/typed.ts';
import { compileNumber } from './number-term.ts';

/** Whether a condition holds for an interaction at a moment (`now` in ms). NULL does not. */
export type Test = (interaction: Interaction, now: number) => boolean;

/** Compiles a condition into closures: one call for each node, no garbage. */
export function compileTest(condition: Condition): Test {
  switch (condition.kind) {
    case 'constant': {
      const { holds } = condition;
      return () => holds;
    }
    case 'all':
      return all(condition.of.map(compileTest));
    case 'any':
      return any(condition.of.map(compileTest));
    case 'compare-numbers':
      return compileNumberComparison(condition);
    case 'compare-texts':
      return compileTextComparison(condition.operator, compileText(condition.left), compileText(condition.right));
    case 'like': {
      const { negated, pattern } = condition;
      const read = compileText(condition.text);
      return (interaction) => {
        const text = read(interaction);
        return text !== null && matchesLike(text, pattern) !== negated;
      };
    }
    case 'number-null': {
      const { negated } = condition;
      const read = compileNumber(condition.term);
      return (interaction, now) => Number.isNaN(read(interaction, now)) !== negated;
    }
    case 'text-null': {
      const { negated } = condition;
      const read = compileText(condition.term);
      return (interaction) => (read(interaction) === null) !== negated;
    }
    case 'list-null': {
      const { negated, isNull } = condition;
      return (interaction) => isNull(interaction) !== negated;
    }
  }
}

/** Comparisons with NaN are false, so that NULL never holds; only `!==` is not, so `<>` looks for NULL itself. */
export function compileNumberComparison({ operator, left, right }: NumberComparison): Test {
  const a = compileNumber(left);
  const b = compileNumber(right);
  switch (operator) {
    case '=':
      return (interaction, now) => a(interaction, now) === b(interaction, now);
    case '<>':
      return (interaction, now) => {
        const first = a(interaction, now);
        const second = b(interaction, now);
        return first !== second && !Number.isNaN(first) && !Number.isNaN(second);
      };
    case '<':
      return (interaction, now) => a(interaction, now) < b(interaction, now);
    case '<=':
      return (interaction, now) => a(interaction, now) <= b(interaction, now);
    case '>':
      return (interaction, now) => a(interaction, now) > b(interaction, now);
    case '>=':
      return (interaction, now) => a(interaction, now) >= b(interaction, now);
  }
}

/** Reads a string of an interaction. Null is NULL. */
export type TextReader = (interaction: Interaction) => string | null;

export function compileText(term: TextTerm): TextReader {
  if (term.kind === 'property') return term.read;
  const { value } = term;
  return () => value;
}

function compileTextComparison(operator: ComparisonOperator, left: TextReader, right: TextReader): Test {
  const holds = TEXT_COMPARISONS[operator];
  return (interaction) => {
    const a = left(interaction);
    if (a === null) return false;
    const b = right(interaction);
    return b !== null && holds(a, b);
  };
}

const TEXT_COMPARISONS: Readonly<Record<ComparisonOperator, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => compareTexts(a, b) < 0,
  '<=': (a, b) => compareTexts(a, b) <= 0,
  '>': (a, b) => compareTexts(a, b) > 0,
  '>=': (a, b) => compareTexts(a, b) >= 0,
};

function all(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first !== undefined && second !== undefined && tests.length === 2) {
    return (interaction, now) => first(interaction, now) && second(interaction, now);
  }
  return (interaction, now) => {
    for (const test of tests) if (!test(interaction, now)) return false;
    return true;
  };
}

function any(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first !== undefined && second !== undefined && tests.length === 2) {
    return (interaction, now) => first(interaction, now) || second(interaction, now);
  }
  return (interaction, now) => {
    for (const test of tests) if (test(interaction, now)) return true;
    return false;
  };
}
