import { flagOf } from '../values/choices.ts';
import { accepted, isEmpty, type Read, refused, type ValueType } from '../values/value-type.ts';

/**
 * TLS of a connection that the program opens: `false` is off, an object is on. `{}` has Node's defaults; other members
 * go to `tls.connect` as they are.
 */
export type ClientTls = false | (Readonly<Record<string, unknown>> & { readonly rejectUnauthorized?: boolean });

const EXPECTED =
  'false, true, or TLS options as a map or as JSON such as {} or {"rejectUnauthorized":false,"servername":"db"}';

/** TLS of a client: false, true (as `{}`), or an object of options, as such or as JSON. Booleans may be text. */
export function clientTls(): ValueType<ClientTls> {
  return { kind: 'TLS options', unit: '', range: 'false, true, {…}', read: (raw) => readTls(raw) };
}

function readTls(raw: unknown): Read<ClientTls> {
  const given = typeof raw === 'string' && raw.trim().startsWith('{') ? parsed(raw) : raw;
  const onOff = flagOf(given);
  if (onOff !== undefined) return accepted(onOff ? {} : false);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return refused(EXPECTED);

  const options: Record<string, unknown> = { ...given };
  for (const name of ['ca', 'cert', 'key', 'servername']) {
    const value = options[name];
    if (isEmpty(value)) delete options[name];
    else if (typeof value !== 'string') return refused(`${EXPECTED}; ${name} must be a text`);
  }
  if (isEmpty(options['rejectUnauthorized'])) delete options['rejectUnauthorized'];
  else {
    const reject = flagOf(options['rejectUnauthorized']);
    if (reject === undefined) return refused(`${EXPECTED}; rejectUnauthorized must be true or false`);
    options['rejectUnauthorized'] = reject;
  }
  return accepted(options);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
