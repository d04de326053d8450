import { duration } from '../values/durations.ts';

/**
 * The three times that user data, a media type and the server may set, in this order of precedence. User data names
 * them by the same keys. Values are read in milliseconds.
 */
export const TIMEOUT_TYPES = {
  'delivering-timeout': duration('seconds', { min: 1, max: 86_400 }),
  'handling-timeout': duration('minutes', { min: 1, max: 1440 }),
  'routing-timeout': duration('minutes', { min: 20, max: 525_600 }),
} as const;

/** The key of one of the three times. */
export type TimeoutName = keyof typeof TIMEOUT_TYPES;

/** The time in milliseconds that a raw value (of user data, say) means; undefined when it is not a valid one. */
export function readTimeout(name: TimeoutName, raw: unknown): number | undefined {
  const read = TIMEOUT_TYPES[name].read(typeof raw === 'bigint' ? Number(raw) : raw);
  return read.ok ? read.value : undefined;
}
