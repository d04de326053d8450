import { isIP } from 'node:net';
import { accepted, refused, type ValueType } from './value-type.ts';

/** What a text must be like. */
export interface TextRule {
  /** The most characters (UTF-16 units). Default 1,024. */
  readonly max?: number;
  /** What the text must match, and what to call that: "expected `called`". */
  readonly pattern?: RegExp;
  readonly called?: string;
  /** Allows line breaks and tabs. */
  readonly lines?: true;
}

const DEFAULT_MAX = 1024;

/**
 * A text of one line: well-formed Unicode without control characters, so that logs, metrics and the database can
 * take it. A number or boolean is taken as its text.
 */
export function text(rule: TextRule = {}): ValueType<string> {
  const max = rule.max ?? DEFAULT_MAX;
  const lines = rule.lines === true;
  const expected = rule.called ?? `a text of 1 to ${max} characters${lines ? '' : ' on one line'}`;
  return {
    kind: 'text',
    unit: '',
    range: '',
    read(raw) {
      const value = textOf(raw);
      if (value === undefined || value === '' || value.length > max || !isPlainText(value, lines))
        return refused(expected);
      return rule.pattern === undefined || rule.pattern.test(value) ? accepted(value) : refused(expected);
    },
  };
}

/** The path of a file or folder. */
export function path(): ValueType<string> {
  return { ...text({ max: 4096, called: 'the path of a file or folder' }), kind: 'path' };
}

/** A host name or IP address, without a port. An IPv6 address may stand in brackets; it is read without them. */
export function host(): ValueType<string> {
  return {
    kind: 'host',
    unit: '',
    range: '',
    read(raw) {
      const bare = typeof raw === 'string' ? raw.trim().replace(/^\[(.*)\]$/, '$1') : '';
      const isHost = isIP(bare) !== 0 || (bare.length <= 255 && /^[\w-]+(?:\.[\w-]+)*\.?$/.test(bare));
      return isHost ? accepted(bare) : refused('a host name or IP address, without a port');
    },
  };
}

/** A URL of one of the protocols, such as `['postgres:', 'postgresql:']`. */
export function url(protocols: readonly string[]): ValueType<string> {
  const expected = `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return {
    kind: 'URL',
    unit: '',
    range: '',
    read(raw) {
      const value = textOf(raw);
      if (value === undefined || !URL.canParse(value)) return refused(expected);
      return protocols.includes(new URL(value).protocol) ? accepted(value) : refused(expected);
    },
  };
}

/** A list of texts: an array, or one text with commas. Empty items are left out. */
export function textList(item: TextRule = {}): ValueType<readonly string[]> {
  const one = text(item);
  const expected = `a list of texts, or one text with commas between them`;
  return {
    kind: 'list of texts',
    unit: '',
    range: '',
    read(raw) {
      const items = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : [raw];
      const values: string[] = [];
      for (const each of items) {
        const trimmed: unknown = typeof each === 'string' ? each.trim() : each;
        if (trimmed === '') continue;
        const read = one.read(trimmed);
        if (!read.ok) return refused(expected);
        values.push(read.value);
      }
      return accepted(Object.freeze(values));
    },
  };
}

/** The text that a raw value means: itself, or a number or boolean written out. */
export function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;
}

/** True when the text is well-formed Unicode without control characters, but for line breaks and tabs if `lines`. */
export function isPlainText(value: string, lines = false): boolean {
  if (!value.isWellFormed()) return false;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code === 0x7f || (code < 0x20 && !(lines && (code === 0x09 || code === 0x0a || code === 0x0d)))) return false;
  }
  return true;
}
