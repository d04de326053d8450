import { EOF, tokenMatcher, type IToken } from 'chevrotain';
import { FaultAt, quoted } from './fault.ts';
import { grammar } from './grammar.ts';
import type { OrderKeySyntax, Syntax } from './syntax.ts';
import { Close, lexer, Minus, Not, Open } from './tokens.ts';

/** UTF-16 units in one condition or order clause. */
export const MAX_TEXT_LENGTH = 8192;
/** Bounds the chains of operators, and with them the depth of what is built from a text. */
export const MAX_TOKENS = 2000;
/** Open parentheses, NOTs and minus signs at any place of the text. */
export const MAX_NESTING = 50;

/** Reads a condition. Throws {@link FaultAt}. */
export function parseCondition(text: string): Syntax {
  return parse(text, () => grammar.condition());
}

/** Reads an order clause: expressions with ASC or DESC. Throws {@link FaultAt}. */
export function parseOrder(text: string): readonly OrderKeySyntax[] {
  return parse(text, () => grammar.order());
}

function parse<R>(text: string, rule: () => R): R {
  grammar.input = boundedTokens(text);
  const result = rule();
  const [error] = grammar.errors;
  if (error !== undefined) {
    throw new FaultAt(tokenMatcher(error.token, EOF) ? text.length : error.token.startOffset, error.message);
  }
  return result;
}

function boundedTokens(text: string): IToken[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new FaultAt(MAX_TEXT_LENGTH, `the text is longer than ${MAX_TEXT_LENGTH} characters`);
  }
  const { tokens, errors } = lexer.tokenize(text);
  const [error] = errors;
  if (error !== undefined) throw new FaultAt(error.offset, strangeCharacter(text, error.offset));
  if (tokens.length === 0) throw new FaultAt(0, 'the text is empty');
  const beyond = tokens[MAX_TOKENS];
  if (beyond !== undefined) {
    throw new FaultAt(beyond.startOffset, `the text has more than ${MAX_TOKENS} names, values and operators`);
  }
  checkNesting(tokens);
  return tokens;
}

/** Before the grammar sees the tokens: it calls itself for each level. */
function checkNesting(tokens: readonly IToken[]): void {
  let open = 0;
  let prefixes = 0;
  for (const token of tokens) {
    const type = token.tokenType;
    if (type === Open) open += 1;
    else if (type === Close) open -= 1;
    prefixes = type === Not || type === Minus ? prefixes + 1 : type === Open ? prefixes : 0;
    if (open + prefixes > MAX_NESTING) {
      throw new FaultAt(token.startOffset, `nested deeper than ${MAX_NESTING} levels`);
    }
  }
}

function strangeCharacter(text: string, offset: number): string {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  if (character === "'") return 'the string that begins here has no end: close it with a quote';
  if (character === '[') return 'the name in brackets that begins here is empty or has no end: close it with "]"';
  if (character === '"') return 'strings are written in single quotes, names without quotes or in brackets';
  if (character === '!') return 'unlike is written <>, not is written NOT';
  return `${quoted(character)} does not belong to the language`;
}
