import { camelCase, type CamelCase } from '../camel-case.ts';
import { type PlacedFault, shown } from '../fault.ts';
import { deepFreeze } from '../frozen.ts';
import { didYouMean } from '../nearest.ts';
import { isEmpty, type ValueType } from '../values/value-type.ts';

/**
 * One application option. With a default its value is always there. The default is written as a person would write
 * it in the document.
 */
export interface Option<T = unknown> {
  readonly type: ValueType<T>;
  readonly default?: string | number | boolean;
  /** live: a change counts at once; restart: it counts after the next start. */
  readonly applies: 'live' | 'restart';
  readonly effect: string;
  /** Accepted so that documents of existing installations stay valid, but changes nothing; setting it warns. */
  readonly withoutEffect?: true;
}

/** The options of a section by name (with hyphens). */
export type OptionSection = Readonly<Record<string, Option>>;

/** The sections of an application by name. */
export type OptionTable = Readonly<Record<string, OptionSection>>;

type OptionValue<O> = O extends { readonly type: ValueType<infer T> }
  ? O extends { readonly default: string | number | boolean }
    ? T
    : T | undefined
  : never;

/** The values of a section: `delivering-timeout` is `deliveringTimeout`. Durations are in milliseconds. */
export type SectionOptions<S extends OptionSection> = {
  readonly [Name in keyof S & string as CamelCase<Name>]: OptionValue<S[Name]>;
};

/** The values of all sections: `agent-reservation` is `agentReservation`. */
export type OptionsOf<T extends OptionTable> = {
  readonly [Name in keyof T & string as CamelCase<Name>]: SectionOptions<T[Name]>;
};

/** Options that were read; `options` has the default wherever a fault stands. */
export interface ReadOptions<V> {
  readonly options: V;
  readonly warnings: readonly PlacedFault[];
  readonly faults: readonly PlacedFault[];
}

/** Options as they stand in a document: by name. */
export type RawSection = Readonly<Record<string, unknown>>;

/** Reads one section. `path` is where it stands in the document. */
export function readSection<const S extends OptionSection>(
  section: S,
  raw: RawSection | undefined,
  path: readonly PropertyKey[],
): ReadOptions<SectionOptions<S>> {
  const given = raw ?? {};
  const warnings: PlacedFault[] = [];
  const faults: PlacedFault[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(section)) {
    const found = Object.hasOwn(given, name) ? given[name] : undefined;
    const isSet = !isEmpty(found);
    const read = isSet ? option.type.read(found) : undefined;
    if (read?.ok === false) {
      faults.push({ path: [...path, name], reason: `is ${shown(found)}; expected ${read.expected}` });
    } else if (isSet && option.withoutEffect === true) {
      warnings.push({ path: [...path, name], reason: `has no effect: ${option.effect}` });
    }
    values[camelCase(name)] = read?.ok === true ? read.value : defaultOf(option);
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(section, name)) continue;
    const hint = didYouMean(name, Object.keys(section));
    warnings.push({ path: [...path, name], reason: `is not an option that is known here${hint}` });
  }
  return { options: deepFreeze(values) as SectionOptions<S>, warnings, faults };
}

/** Reads every section of an application. `path` is where its sections stand in the document. */
export function readSections<const T extends OptionTable>(
  table: T,
  raw: Readonly<Record<string, RawSection>> | undefined,
  path: readonly PropertyKey[],
): ReadOptions<OptionsOf<T>> {
  const given = raw ?? {};
  const warnings: PlacedFault[] = [];
  const faults: PlacedFault[] = [];
  const sections: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(table)) {
    const read = readSection(section, Object.hasOwn(given, name) ? given[name] : undefined, [...path, name]);
    sections[camelCase(name)] = read.options;
    warnings.push(...read.warnings);
    faults.push(...read.faults);
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(table, name)) continue;
    const hint = didYouMean(name, Object.keys(table));
    warnings.push({ path: [...path, name], reason: `is not a section that is known here${hint}` });
  }
  return { options: Object.freeze(sections) as OptionsOf<T>, warnings, faults };
}

function defaultOf(option: Option): unknown {
  if (option.default === undefined) return undefined;
  const read = option.type.read(option.default);
  if (!read.ok) throw new Error(`a default is not ${read.expected}: ${option.default}`);
  return read.value;
}
