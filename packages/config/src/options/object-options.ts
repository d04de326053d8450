import { duration } from '../values/durations.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { SectionOptions } from './option-table.ts';
import { TIMEOUT_TYPES } from './timeouts.ts';

/** Options of a media type. What it does not set, the server's own options do. */
export const mediaTypeOptions = {
  'delivering-timeout': {
    type: TIMEOUT_TYPES['delivering-timeout'],
    applies: 'live',
    effect: 'In place of settings/delivering-timeout for interactions of this media.',
  },
  'handling-timeout': {
    type: TIMEOUT_TYPES['handling-timeout'],
    applies: 'live',
    effect: 'In place of settings/handling-timeout for interactions of this media.',
  },
  'routing-timeout': {
    type: TIMEOUT_TYPES['routing-timeout'],
    applies: 'live',
    effect: 'In place of settings/routing-timeout for interactions of this media.',
  },
} as const;

/** Options of a third-party server. What it does not set, the server's own options do. */
export const thirdPartyServerOptions = {
  timeout: {
    type: duration('seconds', { min: 1, max: 3600 }),
    applies: 'live',
    effect: 'In place of settings/third-party-server-timeout.',
  },
  'queue-size': {
    type: wholeNumber({ min: 1, max: 1_000_000 }, 'requests'),
    applies: 'live',
    effect: 'In place of settings/third-party-server-queue-size.',
  },
  'window-size': {
    type: wholeNumber({ min: 1, max: 100_000 }, 'requests'),
    applies: 'live',
    effect: 'In place of settings/third-party-server-window-size.',
  },
} as const;

/** Options of a media type that were read; milliseconds. */
export type MediaTypeOptions = SectionOptions<typeof mediaTypeOptions>;

/** Options of a third-party server that were read; `timeout` in milliseconds. */
export type ThirdPartyServerOptions = SectionOptions<typeof thirdPartyServerOptions>;
