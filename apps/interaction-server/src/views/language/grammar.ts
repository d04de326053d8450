import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import { grammarMessages } from './grammar-messages.ts';
import type { ArithmeticOperator, ComparisonOperator, OrderKeySyntax, Syntax } from './syntax.ts';
import * as t from './tokens.ts';

type Rule<R> = ParserMethod<[], R>;

/**
 * The grammar, from the loosest binding to the tightest:
 *
 *   order      = key { "," key }                 key = condition [ ASC | DESC ]
 *   condition  = conjunct { OR conjunct }        conjunct = negation { AND negation }
 *   negation   = NOT negation | predicate
 *   predicate  = sum [ comparison sum | IS [NOT] NULL
 *                    | [NOT] ( IN "(" sum { "," sum } ")" | LIKE sum | BETWEEN sum AND sum ) ]
 *   sum        = product { ("+" | "-") product } product = unary { ("*" | "/") unary }
 *   unary      = "-" unary | primary
 *   primary    = number | string | NULL | name | function "(" [ sum { "," sum } ] ")" | "(" condition ")"
 *
 * What is a condition and what is a value is told apart afterwards, by types. chevrotain runs every rule once with stand-ins for
 * tokens and results to learn the grammar, so the actions must bear those.
 */
class ViewGrammar extends EmbeddedActionsParser {
  constructor() {
    super(t.vocabulary, { maxLookahead: 1, recoveryEnabled: false, errorMessageProvider: grammarMessages });
    this.performSelfAnalysis();
  }

  readonly order: Rule<OrderKeySyntax[]> = this.RULE('order', () => {
    const keys: OrderKeySyntax[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => keys.push(this.SUBRULE(this.orderKey)) });
    return keys;
  });

  private readonly orderKey: Rule<OrderKeySyntax> = this.RULE('orderKey', () => {
    const expression = this.SUBRULE(this.condition);
    let descending = false;
    this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.Ascending) },
        {
          ALT: () => {
            this.CONSUME(t.Descending);
            descending = true;
          },
        },
      ]),
    );
    return { expression, descending };
  });

  readonly condition: Rule<Syntax> = this.RULE('condition', (): Syntax => {
    const first = this.SUBRULE(this.conjunct);
    const of = [first];
    let operator: IToken | undefined;
    this.MANY(() => {
      operator = this.CONSUME(t.Or);
      of.push(this.SUBRULE2(this.conjunct));
    });
    return operator === undefined ? first : { kind: 'or', offset: operator.startOffset, of };
  });

  private readonly conjunct: Rule<Syntax> = this.RULE('conjunct', (): Syntax => {
    const first = this.SUBRULE(this.negation);
    const of = [first];
    let operator: IToken | undefined;
    this.MANY(() => {
      operator = this.CONSUME(t.And);
      of.push(this.SUBRULE2(this.negation));
    });
    return operator === undefined ? first : { kind: 'and', offset: operator.startOffset, of };
  });

  private readonly negation: Rule<Syntax> = this.RULE('negation', () =>
    this.OR([
      {
        ALT: (): Syntax => {
          const { startOffset: offset } = this.CONSUME(t.Not);
          return { kind: 'not', offset, of: this.SUBRULE(this.negation) };
        },
      },
      { ALT: () => this.SUBRULE(this.predicate) },
    ]),
  );

  private readonly predicate: Rule<Syntax> = this.RULE('predicate', () => {
    const value = this.SUBRULE(this.sum);
    let predicate: Syntax = value;
    this.OPTION(() => {
      predicate = this.OR([
        {
          ALT: (): Syntax => {
            const { image, startOffset: offset } = this.CONSUME(t.Comparison);
            const right = this.SUBRULE2(this.sum);
            return { kind: 'comparison', offset, operator: image as ComparisonOperator, left: value, right };
          },
        },
        {
          ALT: (): Syntax => {
            const { startOffset: offset } = this.CONSUME(t.Is);
            const negated = this.OPTION2(() => this.CONSUME(t.Not)) !== undefined;
            this.CONSUME(t.Null);
            return { kind: 'is-null', offset, negated, value };
          },
        },
        {
          ALT: (): Syntax => {
            const negated = this.OPTION3(() => this.CONSUME2(t.Not)) !== undefined;
            return this.OR2([
              {
                ALT: (): Syntax => {
                  const { startOffset: offset } = this.CONSUME(t.In);
                  this.CONSUME(t.Open);
                  const list: Syntax[] = [];
                  this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => list.push(this.SUBRULE3(this.sum)) });
                  this.CONSUME(t.Close);
                  return { kind: 'in', offset, negated, value, list };
                },
              },
              {
                ALT: (): Syntax => {
                  const { startOffset: offset } = this.CONSUME(t.Like);
                  return { kind: 'like', offset, negated, value, pattern: this.SUBRULE4(this.sum) };
                },
              },
              {
                ALT: (): Syntax => {
                  const { startOffset: offset } = this.CONSUME(t.Between);
                  const low = this.SUBRULE5(this.sum);
                  this.CONSUME(t.And);
                  return { kind: 'between', offset, negated, value, low, high: this.SUBRULE6(this.sum) };
                },
              },
            ]);
          },
        },
      ]);
    });
    return predicate;
  });

  private readonly sum: Rule<Syntax> = this.RULE('sum', () => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }]);
      left = arithmetic(operator, left, this.SUBRULE2(this.product));
    });
    return left;
  });

  private readonly product: Rule<Syntax> = this.RULE('product', () => {
    let left = this.SUBRULE(this.unary);
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Times) }, { ALT: () => this.CONSUME(t.Over) }]);
      left = arithmetic(operator, left, this.SUBRULE2(this.unary));
    });
    return left;
  });

  private readonly unary: Rule<Syntax> = this.RULE('unary', () =>
    this.OR([
      {
        ALT: (): Syntax => {
          const { startOffset: offset } = this.CONSUME(t.Minus);
          return { kind: 'negate', offset, of: this.SUBRULE(this.unary) };
        },
      },
      { ALT: () => this.SUBRULE(this.primary) },
    ]),
  );

  private readonly primary: Rule<Syntax> = this.RULE('primary', () =>
    this.OR([
      {
        ALT: (): Syntax => {
          const { image, startOffset: offset } = this.CONSUME(t.NumberLiteral);
          return { kind: 'number', offset, value: Number(image) };
        },
      },
      {
        ALT: (): Syntax => {
          const { image, startOffset: offset } = this.CONSUME(t.TextLiteral);
          return { kind: 'text', offset, value: image.slice(1, -1).replaceAll("''", "'") };
        },
      },
      { ALT: (): Syntax => ({ kind: 'null', offset: this.CONSUME(t.Null).startOffset }) },
      {
        ALT: (): Syntax => {
          const { image, startOffset: offset } = this.CONSUME(t.BracketedName);
          return { kind: 'name', offset, name: image.slice(1, -1) };
        },
      },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      {
        ALT: (): Syntax => {
          this.CONSUME(t.Open);
          const inner = this.SUBRULE(this.condition);
          this.CONSUME(t.Close);
          return inner;
        },
      },
    ]),
  );

  private readonly nameOrCall: Rule<Syntax> = this.RULE('nameOrCall', () => {
    const { image, startOffset: offset } = this.CONSUME(t.PlainName);
    let called: Syntax = { kind: 'name', offset, name: image };
    this.OPTION(() => {
      const of: Syntax[] = [];
      this.CONSUME(t.Open);
      this.MANY_SEP({ SEP: t.Comma, DEF: () => of.push(this.SUBRULE(this.sum)) });
      this.CONSUME(t.Close);
      called = { kind: 'call', offset, name: image, of };
    });
    return called;
  });
}

function arithmetic(operator: IToken, left: Syntax, right: Syntax): Syntax {
  return {
    kind: 'arithmetic',
    offset: operator.startOffset,
    operator: operator.image as ArithmeticOperator,
    left,
    right,
  };
}

/** Built once: it learns its grammar when it is made, and is given new tokens for each text. */
export const grammar = new ViewGrammar();
