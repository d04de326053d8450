import { didYouMean } from '../nearest.ts';
import { isPlainText } from '../values/texts.ts';
import { badSecret, type ReadSecret, type SecretFault, type SecretParser, secretOf } from './secret.ts';
import { parseObject } from './secret-object.ts';

const MIN_LENGTH = 8;
const MAX_LENGTH = 4096;

/** The token of each client type that may register. A type without a token may not. */
export type ClientTokens = ReadonlyMap<string, string>;

/**
 * Reads `{ClientType: token}`, such as `{"Media server": "…"}`. `clientTypes` are the names that are known. Tokens have 8
 * to 4,096 characters.
 */
export function tokenParser(clientTypes: readonly string[]): SecretParser<ClientTokens> {
  return (content): ReadSecret<ClientTokens> => {
    const raw = parseObject(content);
    if (raw === undefined) return badSecret('', 'is not a JSON object');
    const tokens = new Map<string, string>();
    const faults: SecretFault[] = [];
    for (const [type, token] of Object.entries(raw)) {
      if (!clientTypes.includes(type)) {
        faults.push({ key: type, reason: `is not a client type${didYouMean(type, clientTypes)}` });
      } else if (typeof token !== 'string' || token.length < MIN_LENGTH || token.length > MAX_LENGTH) {
        faults.push({ key: type, reason: `is not a text of ${MIN_LENGTH} to ${MAX_LENGTH} characters` });
      } else if (!isPlainText(token)) {
        faults.push({ key: type, reason: 'is not one line of text' });
      } else {
        tokens.set(type, token);
      }
    }
    if (faults.length > 0) return { ok: false, faults };
    return tokens.size === 0 ? badSecret('', 'names no client type') : secretOf(tokens);
  };
}
