import { flagOfSetting, type Setting, type SettingsSheet, variablesOf } from './define.ts';

/** What `--help` prints: every setting with its flag, variable, type, default and effect. */
export function helpText(definition: SettingsSheet): string {
  const lines = [
    `${definition.program}: ${definition.summary}`,
    '',
    'Settings come from defaults, a settings file (JSON or YAML), the environment and the command line; the later wins.',
    '',
    `  --settings FILE   the settings file (${definition.envPrefix}SETTINGS)`,
    '  --print-config    print the effective settings, secrets masked, and end',
    '  --help            print this and end',
    '',
  ];
  for (const [key, setting] of Object.entries(definition.settings)) {
    const flag = flagOfSetting(definition, key);
    lines.push(`  ${key}`);
    lines.push(`      ${[flag, ...variablesOf(definition, key)].filter((name) => name !== undefined).join(', ')}`);
    lines.push(`      ${typeText(setting)}; ${defaultText(setting)}`);
    lines.push(`      ${setting.effect}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The type of a setting with unit and range: `duration in seconds, 1…60`. */
export function typeText(setting: Setting): string {
  const { kind, unit, range } = setting.type;
  return [unit === '' ? kind : `${kind} in ${unit}`, range].filter((part) => part !== '').join(', ');
}

/** The default of a setting in words. */
export function defaultText(setting: Setting): string {
  if (setting.required === true) return 'required';
  return setting.default === undefined ? 'no default' : `default ${setting.default}`;
}
