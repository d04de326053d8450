import type { Fault } from '../fault.ts';
import { parseLocated } from '../located-text.ts';
import { didYouMean } from '../nearest.ts';
import type { SettingsSheet } from './define.ts';
import type { Given } from './given.ts';

/** What a settings file says. */
export interface FileSettings {
  readonly given: ReadonlyMap<string, Given>;
  readonly faults: readonly Fault[];
}

/**
 * Reads the text of a settings file: JSON when the name ends in `.json`, else YAML. Groups may be nested
 * (`db: { host: … }`) or written out (`db.host: …`). A key that the program does not know is a fault.
 */
export function readSettingsFile(definition: SettingsSheet, file: string, text: string): FileSettings {
  const parsed = parseLocated(text, file.endsWith('.json') ? 'json' : 'yaml');
  if (!parsed.ok) return { given: new Map(), faults: parsed.faults.map((fault) => ({ ...fault, path: file })) };

  const given = new Map<string, Given>();
  const faults: Fault[] = [];
  const groups = groupsOf(definition);

  function visit(value: unknown, key: string, path: readonly string[]): void {
    if (key !== '' && Object.hasOwn(definition.settings, key)) {
      const line = parsed.ok ? parsed.lineOf(path) : undefined;
      if (given.has(key))
        faults.push(located({ path: key, reason: `is in settings file ${file} twice; keep one` }, line));
      else given.set(key, { raw: value, source: `settings file ${file}`, ...(line === undefined ? {} : { line }) });
      return;
    }
    const isGroup = key === '' || groups.has(key);
    if (isGroup && (value === null || value === undefined)) return;
    if (isGroup && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, member] of Object.entries(value as Record<string, unknown>)) {
        visit(member, key === '' ? name : `${key}.${name}`, [...path, name]);
      }
      return;
    }
    const line = parsed.ok ? parsed.lineOf(path) : undefined;
    if (key === '') faults.push({ path: file, reason: 'holds no settings; expected a map of keys and values' });
    else if (isGroup)
      faults.push(located({ path: key, reason: `is a group in settings file ${file}; expected a map` }, line));
    else {
      const hint = didYouMean(key, Object.keys(definition.settings));
      faults.push(
        located(
          { path: key, reason: `is not a setting of ${definition.program} (settings file ${file})${hint}` },
          line,
        ),
      );
    }
  }

  visit(parsed.value, '', []);
  return { given, faults };
}

function groupsOf(definition: SettingsSheet): ReadonlySet<string> {
  const groups = new Set<string>();
  for (const key of Object.keys(definition.settings)) {
    const parts = key.split('.');
    for (let length = 1; length < parts.length; length += 1) groups.add(parts.slice(0, length).join('.'));
  }
  return groups;
}

function located(fault: Fault, line: number | undefined): Fault {
  return line === undefined ? fault : { ...fault, line };
}
