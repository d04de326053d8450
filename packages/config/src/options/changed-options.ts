import { isDeepStrictEqual } from 'node:util';
import { camelCase } from '../camel-case.ts';
import { type InteractionServerOptions, interactionServerOptions } from './interaction-server.ts';
import type { OptionTable } from './option-table.ts';

/** An option whose value differs, and whether the change counts at once. */
export interface ChangedOption {
  readonly section: string;
  readonly name: string;
  readonly applies: 'live' | 'restart';
}

/** The options of the Interaction Server whose values differ, in the order of the table. */
export function changedOptions(
  before: InteractionServerOptions,
  after: InteractionServerOptions,
): readonly ChangedOption[] {
  const table: OptionTable = interactionServerOptions;
  const changed: ChangedOption[] = [];
  for (const [section, options] of Object.entries(table)) {
    for (const [name, option] of Object.entries(options)) {
      if (isDeepStrictEqual(valueOf(before, section, name), valueOf(after, section, name))) continue;
      changed.push({ section, name, applies: option.applies });
    }
  }
  return changed;
}

function valueOf(options: InteractionServerOptions, section: string, name: string): unknown {
  const sections = options as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return sections[camelCase(section)]?.[camelCase(name)];
}
