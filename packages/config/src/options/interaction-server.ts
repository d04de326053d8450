import { type Fault, pathText, type PlacedFault } from '../fault.ts';
import { flag, oneOf } from '../values/choices.ts';
import { duration } from '../values/durations.ts';
import { url } from '../values/texts.ts';
import { logExpire, logSegment, logTargets } from './log-values.ts';
import { type OptionsOf, type RawSection, readSections } from './option-table.ts';
import { settingsSection } from './settings-section.ts';

/** The application options of the Interaction Server by section and name. */
export const interactionServerOptions = {
  settings: settingsSection,
  log: {
    verbose: {
      type: oneOf(['all', 'debug', 'trace', 'interaction', 'standard', 'none']),
      default: 'standard',
      applies: 'live',
      effect:
        'How much is logged: none nothing, standard what an operator needs, interaction also each step of an interaction, trace also requests and events, debug and all everything.',
    },
    all: {
      type: logTargets(),
      applies: 'live',
      effect: 'Where lines of all levels go. When no level has a target, all lines go to stdout.',
    },
    standard: { type: logTargets(), applies: 'live', effect: 'Where lines of level standard go.' },
    interaction: { type: logTargets(), applies: 'live', effect: 'Where lines of level interaction and above go.' },
    trace: { type: logTargets(), applies: 'live', effect: 'Where lines of level trace and above go.' },
    debug: { type: logTargets(), applies: 'live', effect: 'Where lines of level debug and above go.' },
    segment: {
      type: logSegment(),
      default: false,
      applies: 'live',
      effect: 'When a log file ends and the next begins; a number alone counts KB.',
    },
    expire: {
      type: logExpire(),
      default: false,
      applies: 'live',
      effect: 'How many ended log files are kept, or how long; a number alone counts files.',
    },
  },
  'health-service': {
    'soap-endpoint': {
      type: url(['http:', 'https:']),
      default: 'http://localhost:13131/health',
      applies: 'live',
      effect: 'Where others expect the health answer. The server warns when the port is not its own health port.',
    },
    'enable-keepalive': {
      type: flag(),
      default: false,
      applies: 'restart',
      effect: 'true: the health port keeps HTTP connections open between requests.',
    },
  },
  'agent-reservation': {
    'request-collection-time': {
      type: duration('milliseconds', { min: 1, max: 5000 }),
      default: 100,
      applies: 'live',
      effect: 'How long requests to reserve one agent are collected before the best priority wins.',
    },
    'reservation-time': {
      type: duration('milliseconds', { min: 1, max: 60_000 }),
      default: 10_000,
      applies: 'live',
      effect: 'How long a reservation lasts.',
    },
    'reject-subsequent-request': {
      type: flag(),
      default: true,
      applies: 'live',
      effect:
        'true: a further request by the router that holds the reservation is refused. false: it makes the reservation last longer.',
    },
  },
} as const;

/** The option values of the Interaction Server. Durations are in milliseconds, sizes in bytes. */
export type InteractionServerOptions = OptionsOf<typeof interactionServerOptions>;

/** The server's own options, read; `options` has the default wherever a fault stands. */
export interface ReadServerOptions {
  readonly options: InteractionServerOptions;
  readonly warnings: readonly Fault[];
  readonly faults: readonly Fault[];
}

/** An application object as it stands in the document: sections of options. */
export type RawApplication = Readonly<Record<string, RawSection>>;

/**
 * Reads the server's own application object: its sections, as in `applications.InteractionServer`. What is not given
 * has its default. `path` is where the object stands in the document, for faults.
 */
export function readOptions(
  application: RawApplication | undefined,
  path = 'applications.InteractionServer',
): ReadServerOptions {
  const { options, warnings, faults } = readSections(interactionServerOptions, application, []);
  const placed = (fault: PlacedFault): Fault => ({ path: `${path}.${pathText(fault.path)}`, reason: fault.reason });
  return { options, warnings: warnings.map(placed), faults: faults.map(placed) };
}
