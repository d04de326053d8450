import type { CamelCase } from '../camel-case.ts';
import type { ValueType } from '../values/value-type.ts';

/**
 * One setting of a program. With a `default` or `required` its value is always there, else it may be undefined.
 * The default is written as a person would write it in a settings file (`'10s'`, `'1MiB'`).
 */
export interface Setting<T = unknown> {
  readonly type: ValueType<T>;
  readonly default?: string | number | boolean;
  readonly required?: true;
  /** Masked wherever it is shown, and not to be had on the command line, where others can read it. */
  readonly secret?: true;
  /** Further environment variables beside the one that follows from the key. */
  readonly alsoEnv?: readonly string[];
  /** What it does, for `--help` and the generated page: a sentence or two. */
  readonly effect: string;
}

/** A program's settings by key. Keys have groups with dots and words with hyphens: `db.password-file`. */
export type SettingTable = Readonly<Record<string, Setting>>;

type SettingValue<S> = S extends { readonly type: ValueType<infer T> }
  ? S extends { readonly default: string | number | boolean } | { readonly required: true }
    ? T
    : T | undefined
  : never;

type FirstGroup<K extends string> = K extends `${infer Group}.${string}` ? Group : K;
type InGroup<T, Group extends string> = {
  readonly [K in keyof T as K extends `${Group}.${infer Rest}` ? Rest : never]: T[K];
};
type Nested<T> = {
  readonly [K in FirstGroup<keyof T & string> as CamelCase<K>]: K extends keyof T ? T[K] : Nested<InGroup<T, K>>;
};

/** The values of a table by key, as checks see them. */
export type FlatSettings<T extends SettingTable> = { readonly [K in keyof T]: SettingValue<T[K]> };

/** The settings object of a program: `db.password-file` is `settings.db.passwordFile`. Durations are in milliseconds. */
export type SettingsOf<T extends SettingTable> = Nested<FlatSettings<T>>;

/** What a check of several settings together found: the key that has to change, and what it has to be. */
export interface CheckFault<T extends SettingTable> {
  readonly key: keyof T & string;
  readonly expected: string;
}

/** A rule over several settings. `isGiven` says whether a key was set rather than left at its default. */
export type SettingsCheck<T extends SettingTable> = (
  values: FlatSettings<T>,
  isGiven: (key: keyof T & string) => boolean,
) => readonly CheckFault<T>[];

/** A program's settings as the readers of files, variables and flags see them. */
export interface SettingsSheet {
  /** The program's name, for `--help`. */
  readonly program: string;
  /** What the program is, in a sentence. */
  readonly summary: string;
  /** What the environment variables of this program start with, such as `IXN_`. */
  readonly envPrefix: string;
  readonly settings: SettingTable;
}

/** Everything about a program's settings. */
export interface SettingsDefinition<T extends SettingTable> extends SettingsSheet {
  readonly settings: T;
  readonly checks?: readonly SettingsCheck<T>[];
}

/**
 * Declares a program's settings. A default that its own type refuses is a mistake in the table and throws at once.
 */
export function defineSettings<const T extends SettingTable>(definition: SettingsDefinition<T>): SettingsDefinition<T> {
  for (const [key, setting] of Object.entries(definition.settings)) {
    if (setting.default === undefined) continue;
    const read = setting.type.read(setting.default);
    if (!read.ok) throw new Error(`the default of setting ${key} is not ${read.expected}`);
  }
  return definition;
}

/** The environment variables of a setting, the one that follows from its key first: `db.host` → `IXN_DB_HOST`. */
export function variablesOf(definition: SettingsSheet, key: string): readonly string[] {
  const derived = definition.envPrefix + key.replaceAll(/[.-]/g, '_').toUpperCase();
  return [derived, ...(definition.settings[key]?.alsoEnv ?? [])];
}

/** The command-line flag of a setting: `db.host` → `--db-host`; undefined for secrets. */
export function flagOfSetting(definition: SettingsSheet, key: string): string | undefined {
  return definition.settings[key]?.secret === true ? undefined : `--${key.replaceAll('.', '-')}`;
}
