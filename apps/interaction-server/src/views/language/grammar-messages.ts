import { tokenLabel, tokenMatcher, EOF, type IParserErrorMessageProvider, type IToken } from 'chevrotain';
import { quoted } from './fault.ts';

/** Faults of the grammar in plain words. */
export const grammarMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) => `${tokenLabel(expected)} is wanted here, ${found(actual)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) =>
    `the expression is complete before this, ${found(firstRedundant)}`,
  buildNoViableAltMessage: ({ actual, ruleName }) =>
    `${WANTED[ruleName] ?? 'a value'} is wanted here, ${found(actual[0])}`,
  buildEarlyExitMessage: ({ actual }) => `a value is wanted here, ${found(actual[0])}`,
};

/** By grammar rule; where it is not named, a value (number, string, name, function or parenthesis) is wanted. */
const WANTED: Readonly<Record<string, string>> = {
  predicate: 'IN, LIKE or BETWEEN',
};

function found(token: IToken | undefined): string {
  return token === undefined || tokenMatcher(token, EOF) ? 'but the text ends' : `not ${quoted(token.image)}`;
}
