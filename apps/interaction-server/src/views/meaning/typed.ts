import type { Interaction } from '../../state/interaction.ts';
import type { ArithmeticOperator, ComparisonOperator } from '../language/syntax.ts';
import type { LikePattern } from './like.ts';

/**
 * A number at a moment: float64, NaN is NULL. Times are Unix seconds here, with fractions for ms.
 * `age` is its own term and not `now - time`, because milliseconds subtract exactly and fractions of seconds do not.
 */
export type NumberTerm =
  | { readonly kind: 'literal'; readonly value: number }
  | { readonly kind: 'property'; readonly read: (interaction: Interaction) => number }
  | { readonly kind: 'time-property'; readonly readMs: (interaction: Interaction) => number }
  | { readonly kind: 'now' }
  | { readonly kind: 'age'; readonly readMs: (interaction: Interaction) => number }
  | { readonly kind: 'negated'; readonly of: NumberTerm }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: NumberTerm;
      readonly right: NumberTerm;
    };

/** A string. Null is NULL. No string depends on the time. */
export type TextTerm =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'property'; readonly name: string; readonly read: (interaction: Interaction) => string | null };

export type Value =
  | { readonly type: 'number' | 'timestamp'; readonly term: NumberTerm }
  | { readonly type: 'string'; readonly term: TextTerm }
  | { readonly type: 'list'; readonly isNull: (interaction: Interaction) => boolean }
  | { readonly type: 'null' };

/**
 * A condition in which every NOT has been carried down to the comparisons (NOT a < b is a >= b; NULL stays NULL either way), so
 * that "true" and "not true" are all there is to know of each part: NULL and false need no telling apart any more.
 */
export type Condition =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | NumberComparison
  | {
      readonly kind: 'compare-texts';
      readonly operator: ComparisonOperator;
      readonly left: TextTerm;
      readonly right: TextTerm;
    }
  | { readonly kind: 'like'; readonly negated: boolean; readonly text: TextTerm; readonly pattern: LikePattern }
  | { readonly kind: 'number-null'; readonly negated: boolean; readonly term: NumberTerm }
  | { readonly kind: 'text-null'; readonly negated: boolean; readonly term: TextTerm }
  | { readonly kind: 'list-null'; readonly negated: boolean; readonly isNull: (interaction: Interaction) => boolean };

export interface NumberComparison {
  readonly kind: 'compare-numbers';
  readonly operator: ComparisonOperator;
  readonly left: NumberTerm;
  readonly right: NumberTerm;
}

/** One key of an order. NULLs come last whichever way it runs. */
export interface SortKey {
  readonly descending: boolean;
  readonly value:
    | { readonly type: 'number'; readonly term: NumberTerm }
    | { readonly type: 'string'; readonly term: TextTerm };
}
