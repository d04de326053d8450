import { flag, oneOf } from '../values/choices.ts';
import { duration } from '../values/durations.ts';
import { wholeNumber } from '../values/numbers.ts';
import { text, textList } from '../values/texts.ts';
import type { SectionOptions } from './option-table.ts';

const topic = text({
  pattern: /^[A-Za-z0-9._-]{1,249}$/,
  called: 'a Kafka topic of 1 to 249 characters of A–Z, a–z, 0–9, ".", "_" and "-"',
});

/** Section `event-logger` of an application object: it makes the object an event logger. */
export const eventLoggerSection = {
  target: {
    type: oneOf(['kafka', 'database']),
    default: 'kafka',
    applies: 'live',
    effect: 'Where the events go: a Kafka topic, or the reporting tables of the database.',
  },
  topic: { type: topic, default: 'ixn-interaction-events', applies: 'live', effect: 'Topic of interaction events.' },
  'agent-topic': { type: topic, default: 'ixn-agent-events', applies: 'live', effect: 'Topic of agent events.' },
  media: {
    type: textList({ max: 255 }),
    default: '',
    applies: 'live',
    effect: 'Media types whose interaction events are taken; empty: all.',
  },
  events: {
    type: textList({ max: 255 }),
    default: 'all',
    applies: 'live',
    effect: 'Names of the events that are taken, or all.',
  },
  'user-data': { type: flag(), default: false, applies: 'live', effect: 'true: events carry the user data.' },
  'batch-size': {
    type: wholeNumber({ min: 1, max: 10_000 }, 'events'),
    default: 500,
    applies: 'live',
    effect: 'Events that are stored together.',
  },
  'storing-timeout': {
    type: duration('milliseconds', { min: 1, max: 60_000 }),
    default: 1000,
    applies: 'live',
    effect: 'The longest time that an event waits for its batch to fill.',
  },
  'max-queue-size': {
    type: wholeNumber({ min: 1, max: 10_000_000 }, 'events'),
    default: 20_000,
    applies: 'live',
    effect:
      'Events that may wait in a database logger. Further ones are dropped and counted; to Kafka none is dropped.',
  },
} as const;

/** The options of one event logger; `storingTimeout` in milliseconds. */
export type EventLoggerOptions = SectionOptions<typeof eventLoggerSection>;
