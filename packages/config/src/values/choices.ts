import { accepted, refused, type ValueType } from './value-type.ts';

const TRUE = new Set(['true', 'yes', 'on']);
const FALSE = new Set(['false', 'no', 'off']);

/** True or false, as such or as text (`true`, `yes`, `on`; `false`, `no`, `off`; case does not matter). */
export function flag(): ValueType<boolean> {
  return {
    kind: 'boolean',
    unit: '',
    range: 'true, false',
    read(raw) {
      const value = flagOf(raw);
      return value === undefined ? refused('true or false') : accepted(value);
    },
  };
}

/** The boolean that a raw value means; undefined when it is none. */
export function flagOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  if (typeof raw !== 'string') return undefined;
  const word = raw.trim().toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}

/** One of the words. A boolean counts as its text, since YAML reads `true` as one. */
export function oneOf<const W extends string>(words: readonly W[]): ValueType<W> {
  return {
    kind: 'word',
    unit: '',
    range: words.join(', '),
    read(raw) {
      const word = typeof raw === 'boolean' ? String(raw) : raw;
      const found = words.find((each) => each === word);
      return found === undefined ? refused(`one of ${words.join(', ')}`) : accepted(found);
    },
  };
}
