/** Integers that a number holds exactly stay numbers; the others, which JSON.parse would round, become bigint. */
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without losing integers: those beyond 2^53 − 1 become bigint, so that they are stored as they were written, or refused
 * where they need more than 64 bits. Throws SyntaxError.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, exact);
}

/** The third argument is the text of a primitive value. */
function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return INTEGER.test(source) ? BigInt(source) : value;
}
