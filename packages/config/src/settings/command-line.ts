import type { Fault } from '../fault.ts';
import { didYouMean } from '../nearest.ts';
import { flagOfSetting, type SettingsSheet } from './define.ts';
import type { Given } from './given.ts';

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly printConfig: boolean;
  /** The settings file that it names. */
  readonly file: string | undefined;
  readonly given: ReadonlyMap<string, Given>;
  readonly faults: readonly Fault[];
}

/**
 * Reads `--db-host x`, `--db-host=x` and, for booleans, `--some-flag` alone; `--help`, `--print-config`,
 * `--settings FILE`. A flag that is not known, has no value or comes twice is a fault.
 */
export function readCommandLine(definition: SettingsSheet, argv: readonly string[]): CommandLine {
  const keyByFlag = flagsOf(definition);
  const given = new Map<string, Given>();
  const faults: Fault[] = [];
  let help = false;
  let printConfig = false;
  let file: string | undefined;

  for (let at = 0; at < argv.length; at += 1) {
    const argument = argv[at] ?? '';
    const equals = argument.indexOf('=');
    const flag = equals < 0 ? argument : argument.slice(0, equals);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    if (flag === '--help' || flag === '-h') help = true;
    else if (flag === '--print-config') printConfig = true;
    else {
      const key = keyByFlag.get(flag);
      if (key === undefined && flag !== '--settings') {
        faults.push({ path: flag, reason: unknownFlag(definition, flag, keyByFlag) });
        if (inline === undefined && isValue(argv[at + 1])) at += 1;
        continue;
      }
      let raw: string | undefined = inline;
      if (raw === undefined && isValue(argv[at + 1])) {
        raw = argv[at + 1];
        at += 1;
      }
      if (raw === undefined && key !== undefined && definition.settings[key]?.type.kind === 'boolean') raw = 'true';
      if (raw === undefined) faults.push({ path: flag, reason: 'has no value; write it behind the flag' });
      else if (key === undefined) file = raw;
      else if (given.has(key)) faults.push({ path: flag, reason: 'is on the command line twice; keep one' });
      else given.set(key, { raw, source: `command line ${flag}` });
    }
  }
  return { help, printConfig, file, given, faults };
}

function flagsOf(definition: SettingsSheet): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const key of Object.keys(definition.settings)) {
    const flag = flagOfSetting(definition, key);
    if (flag !== undefined) flags.set(flag, key);
  }
  return flags;
}

function isValue(argument: string | undefined): boolean {
  return argument !== undefined && !argument.startsWith('--');
}

function unknownFlag(definition: SettingsSheet, flag: string, known: ReadonlyMap<string, string>): string {
  for (const [key, setting] of Object.entries(definition.settings)) {
    if (setting.secret === true && flag === `--${key.replaceAll('.', '-')}`) {
      return 'is a secret, which the command line would show to others; use the environment or the settings file';
    }
  }
  return `is not a flag of ${definition.program}${didYouMean(flag, known.keys())}`;
}
