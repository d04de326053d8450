import { isEmpty } from '../values/value-type.ts';
import { type SettingsSheet, variablesOf } from './define.ts';
import type { Given } from './given.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says. A variable that is empty counts as not set, so that a chart may pass an empty value. */
export function readEnvironment(definition: SettingsSheet, env: Environment): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  for (const key of Object.keys(definition.settings)) {
    for (const variable of variablesOf(definition, key)) {
      const raw = env[variable];
      if (isEmpty(raw)) continue;
      given.set(key, { raw, source: `environment variable ${variable}` });
      break;
    }
  }
  return given;
}
