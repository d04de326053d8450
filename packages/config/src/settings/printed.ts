import { stringify } from 'yaml';
import type { SettingsSheet } from './define.ts';
import type { GivenByKey } from './given.ts';

/**
 * What `--print-config` prints: the effective settings as YAML that a settings file may hold, each with where it came
 * from. Secrets are `***`; what has no value is commented out.
 */
export function printedSettings(definition: SettingsSheet, given: GivenByKey): string {
  const lines = Object.entries(definition.settings).map(([key, setting]) => {
    const found = given.get(key);
    const raw = found === undefined ? setting.default : found.raw;
    if (raw === undefined) return `# ${key}:  # not set`;
    const value = setting.secret === true ? '***' : raw;
    const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
    return `${key}: ${text}  # ${found === undefined ? 'default' : found.source}`;
  });
  return `${lines.join('\n')}\n`;
}
