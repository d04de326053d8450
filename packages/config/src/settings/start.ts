import { readFileSync } from 'node:fs';
import type { SettingsDefinition, SettingsOf, SettingTable } from './define.ts';
import { loadSettings, SettingsError } from './load.ts';

/**
 * The settings of the running process. Prints and ends the process for `--help` and `--print-config` (exit code 0)
 * and for settings that cannot be used (all faults on stderr, exit code 1).
 */
export function settingsOfProcess<T extends SettingTable>(definition: SettingsDefinition<T>): SettingsOf<T> {
  try {
    const loaded = loadSettings(definition, {
      argv: process.argv.slice(2),
      env: process.env,
      readFile: (file) => readFileSync(file, 'utf8'),
    });
    if (loaded.kind === 'settings') return loaded.settings;
    process.stdout.write(loaded.text);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
