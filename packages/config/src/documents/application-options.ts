import type { PlacedFault } from '../fault.ts';
import { eventLoggerSection } from '../options/event-logger.ts';
import { interactionServerOptions } from '../options/interaction-server.ts';
import { type RawSection, readSection, readSections } from '../options/option-table.ts';

/** What was found in the options of application objects. */
export interface FoundInOptions {
  readonly warnings: readonly PlacedFault[];
  readonly faults: readonly PlacedFault[];
}

/**
 * Checks the options of the server's own application object and of event loggers. Other application objects belong to
 * other programs. What is not even a map is left to the schema.
 */
export function checkApplicationOptions(applications: unknown, appName: string): FoundInOptions {
  const found: FoundInOptions[] = [];
  for (const [name, application] of entriesOf(applications)) {
    const path = ['applications', name];
    const sections = Object.fromEntries(entriesOf(application).filter(isSection));
    if (name === appName) found.push(readSections(interactionServerOptions, sections, path));
    const logger = sections['event-logger'];
    if (logger !== undefined && name !== appName) {
      found.push(readSection(eventLoggerSection, logger, [...path, 'event-logger']));
    }
  }
  return {
    warnings: found.flatMap((each) => each.warnings),
    faults: found.flatMap((each) => each.faults),
  };
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function isSection(entry: readonly [string, unknown]): entry is [string, RawSection] {
  return typeof entry[1] === 'object' && entry[1] !== null && !Array.isArray(entry[1]);
}
