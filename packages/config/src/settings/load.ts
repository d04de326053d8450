import { camelCase } from '../camel-case.ts';
import { type Fault, faultText, shown } from '../fault.ts';
import { deepFreeze } from '../frozen.ts';
import { isEmpty } from '../values/value-type.ts';
import { readCommandLine } from './command-line.ts';
import type { FlatSettings, SettingsDefinition, SettingsOf, SettingsSheet, SettingTable } from './define.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { readSettingsFile } from './file.ts';
import type { Given, GivenByKey } from './given.ts';
import { helpText } from './help.ts';
import { printedSettings } from './printed.ts';

/** Where settings are read from. `readFile` returns the text of a file or throws. */
export interface SettingsInput {
  /** The command line without the program itself. */
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly readFile: (file: string) => string;
}

/** Settings to run with, or a text to print and end with exit code 0 (`--help`, `--print-config`). */
export type LoadedSettings<T extends SettingTable> =
  | { readonly kind: 'settings'; readonly settings: SettingsOf<T> }
  | { readonly kind: 'print'; readonly text: string };

/** Settings that cannot be used. The message names every fault, one a line; no secret is in it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly faults: readonly Fault[];

  constructor(program: string, faults: readonly Fault[]) {
    const lines = faults.map((fault) => `  ${faultText(fault)}`).join('\n');
    super(`${program} cannot start, faults in its settings (see --help): ${faults.length}\n${lines}`);
    this.faults = faults;
  }
}

/**
 * The settings of a program: defaults < settings file < environment < command line.
 * The file is the one of `--settings`, else of the variable `<prefix>SETTINGS`.
 * Throws {@link SettingsError} with all faults at once.
 */
export function loadSettings<T extends SettingTable>(
  definition: SettingsDefinition<T>,
  input: SettingsInput,
): LoadedSettings<T> {
  const commandLine = readCommandLine(definition, input.argv);
  if (commandLine.help) return { kind: 'print', text: helpText(definition) };

  const faults: Fault[] = [...commandLine.faults];
  const given = new Map<string, Given>();
  const file = commandLine.file ?? nonEmpty(input.env[`${definition.envPrefix}SETTINGS`]);
  if (file !== undefined) {
    const fromFile = fileSettings(definition, file, input.readFile);
    faults.push(...fromFile.faults);
    overlay(given, fromFile.given);
  }
  overlay(given, readEnvironment(definition, input.env));
  overlay(given, commandLine.given);

  const values = readValues(definition, given, faults);
  if (faults.length === 0) faults.push(...checkTogether(definition, values, given));
  if (faults.length > 0) throw new SettingsError(definition.program, faults);
  if (commandLine.printConfig) return { kind: 'print', text: printedSettings(definition, given) };
  return { kind: 'settings', settings: nested(values) as SettingsOf<T> };
}

function fileSettings(definition: SettingsSheet, file: string, readFile: (file: string) => string) {
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'not readable';
    return {
      given: new Map<string, Given>(),
      faults: [{ path: file, reason: `the settings file cannot be read (${code})` }],
    };
  }
  return readSettingsFile(definition, file, text);
}

/** Later sources win. Text that is left empty does not count, whatever the source. */
function overlay(target: Map<string, Given>, source: GivenByKey): void {
  for (const [key, value] of source) {
    if (!isEmpty(value.raw)) target.set(key, value);
  }
}

function readValues(definition: SettingsSheet, given: GivenByKey, faults: Fault[]): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(definition.settings)) {
    const found = given.get(key);
    const raw = found === undefined ? setting.default : found.raw;
    if (raw === undefined) {
      values[key] = undefined;
      if (setting.required === true)
        faults.push({ path: key, reason: `is not set; expected ${expectedOf(definition, key)}` });
      continue;
    }
    const read = setting.type.read(raw);
    if (read.ok) values[key] = read.value;
    else faults.push(wrongValue(definition, key, found, read.expected));
  }
  return values;
}

function expectedOf(definition: SettingsSheet, key: string): string {
  const read = definition.settings[key]?.type.read(undefined);
  return read === undefined || read.ok ? 'a value' : read.expected;
}

function wrongValue(definition: SettingsSheet, key: string, found: Given | undefined, expected: string): Fault {
  const raw = found === undefined ? definition.settings[key]?.default : found.raw;
  const value = raw === undefined ? 'nothing' : definition.settings[key]?.secret === true ? '"***"' : shown(raw);
  const source = found === undefined ? 'its default' : found.source;
  const fault: Fault = { path: key, reason: `is ${value} from ${source}; expected ${expected}` };
  return found?.line === undefined ? fault : { ...fault, line: found.line };
}

function checkTogether<T extends SettingTable>(
  definition: SettingsDefinition<T>,
  values: Readonly<Record<string, unknown>>,
  given: GivenByKey,
): readonly Fault[] {
  const flat = values as FlatSettings<T>;
  const found = (definition.checks ?? []).flatMap((check) => check(flat, (key) => given.has(key)));
  return found.map(({ key, expected }) => wrongValue(definition, key, given.get(key), expected));
}

function nested(values: Readonly<Record<string, unknown>>): object {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const parts = key.split('.').map(camelCase);
    let group = root;
    for (const part of parts.slice(0, -1)) {
      group[part] ??= {};
      group = group[part] as Record<string, unknown>;
    }
    group[parts.at(-1) ?? key] = value;
  }
  return deepFreeze(root);
}

function nonEmpty(value: string | undefined): string | undefined {
  return isEmpty(value) ? undefined : value;
}
