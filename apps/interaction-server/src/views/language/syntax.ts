/**
 * A text as it is written, before names and types are looked at. `offset` is where the piece begins; for an operation, where
 * its operator stands. Conditions and values share one tree, because `(` may begin either.
 */
export type Syntax =
  | NumberSyntax
  | TextSyntax
  | NullSyntax
  | NameSyntax
  | CallSyntax
  | NegateSyntax
  | ArithmeticSyntax
  | ComparisonSyntax
  | InSyntax
  | LikeSyntax
  | BetweenSyntax
  | IsNullSyntax
  | NotSyntax
  | JunctionSyntax;

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';

export interface NumberSyntax {
  readonly kind: 'number';
  readonly offset: number;
  readonly value: number;
}

export interface TextSyntax {
  readonly kind: 'text';
  readonly offset: number;
  readonly value: string;
}

export interface NullSyntax {
  readonly kind: 'null';
  readonly offset: number;
}

/** Without its brackets. */
export interface NameSyntax {
  readonly kind: 'name';
  readonly offset: number;
  readonly name: string;
}

export interface CallSyntax {
  readonly kind: 'call';
  readonly offset: number;
  readonly name: string;
  readonly of: readonly Syntax[];
}

export interface NegateSyntax {
  readonly kind: 'negate';
  readonly offset: number;
  readonly of: Syntax;
}

export interface ArithmeticSyntax {
  readonly kind: 'arithmetic';
  readonly offset: number;
  readonly operator: ArithmeticOperator;
  readonly left: Syntax;
  readonly right: Syntax;
}

export interface ComparisonSyntax {
  readonly kind: 'comparison';
  readonly offset: number;
  readonly operator: ComparisonOperator;
  readonly left: Syntax;
  readonly right: Syntax;
}

export interface InSyntax {
  readonly kind: 'in';
  readonly offset: number;
  readonly negated: boolean;
  readonly value: Syntax;
  readonly list: readonly Syntax[];
}

export interface LikeSyntax {
  readonly kind: 'like';
  readonly offset: number;
  readonly negated: boolean;
  readonly value: Syntax;
  readonly pattern: Syntax;
}

export interface BetweenSyntax {
  readonly kind: 'between';
  readonly offset: number;
  readonly negated: boolean;
  readonly value: Syntax;
  readonly low: Syntax;
  readonly high: Syntax;
}

export interface IsNullSyntax {
  readonly kind: 'is-null';
  readonly offset: number;
  readonly negated: boolean;
  readonly value: Syntax;
}

export interface NotSyntax {
  readonly kind: 'not';
  readonly offset: number;
  readonly of: Syntax;
}

/** AND, OR over two or more. */
export interface JunctionSyntax {
  readonly kind: 'and' | 'or';
  readonly offset: number;
  readonly of: readonly Syntax[];
}

/** One key of an order clause. */
export interface OrderKeySyntax {
  readonly expression: Syntax;
  readonly descending: boolean;
}
