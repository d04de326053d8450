import { createToken, Lexer, type TokenType } from 'chevrotain';

/** A name: of a property as it is written, of a custom column, or of a function. `[name]` may hold what is otherwise a word of the language. */
export const PlainName = createToken({ name: 'PlainName', label: 'a name', pattern: /[A-Za-z_][A-Za-z0-9_]*/ });
export const BracketedName = createToken({ name: 'BracketedName', label: 'a name', pattern: /\[[^[\]]+\]/ });

function word(name: string, pattern: RegExp): TokenType {
  return createToken({ name, label: name.toUpperCase(), pattern, longer_alt: PlainName });
}

export const And = word('And', /and/i);
export const Or = word('Or', /or/i);
export const Not = word('Not', /not/i);
export const In = word('In', /in/i);
export const Like = word('Like', /like/i);
export const Between = word('Between', /between/i);
export const Is = word('Is', /is/i);
export const Null = word('Null', /null/i);
export const Ascending = word('Asc', /asc/i);
export const Descending = word('Desc', /desc/i);

/** Quotes inside are doubled. Line breaks may stand inside. */
export const TextLiteral = createToken({
  name: 'TextLiteral',
  label: 'a string',
  pattern: /'(?:[^']|'')*'/,
  line_breaks: true,
});
export const NumberLiteral = createToken({
  name: 'NumberLiteral',
  label: 'a number',
  pattern: /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/,
});

/** =, <>, <, <=, >, >= */
export const Comparison = createToken({ name: 'Comparison', label: 'a comparison', pattern: /<=|>=|<>|=|<|>/ });
export const Plus = createToken({ name: 'Plus', label: '"+"', pattern: /\+/ });
export const Minus = createToken({ name: 'Minus', label: '"-"', pattern: /-/ });
export const Times = createToken({ name: 'Times', label: '"*"', pattern: /\*/ });
export const Over = createToken({ name: 'Over', label: '"/"', pattern: /\// });
export const Open = createToken({ name: 'Open', label: '"("', pattern: /\(/ });
export const Close = createToken({ name: 'Close', label: '")"', pattern: /\)/ });
export const Comma = createToken({ name: 'Comma', label: '","', pattern: /,/ });

const Space = createToken({ name: 'Space', pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });

/** In the order in which the lexer tries them: words before names. */
export const vocabulary: TokenType[] = [
  Space,
  And,
  Or,
  Not,
  Is,
  In,
  Like,
  Between,
  Null,
  Ascending,
  Descending,
  PlainName,
  BracketedName,
  TextLiteral,
  NumberLiteral,
  Comparison,
  Plus,
  Minus,
  Times,
  Over,
  Open,
  Close,
  Comma,
];

/** Stops at the first piece that is no token; offsets only, places are found when there is a fault. */
export const lexer = new Lexer(vocabulary, {
  positionTracking: 'onlyOffset',
  recoveryEnabled: false,
  ensureOptimizations: true,
});
