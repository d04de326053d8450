import type { z } from 'zod';
import { accepted, refused, type ValueType } from '../values/value-type.ts';
import { text } from '../values/texts.ts';
import { closed, withDefault } from './zod-values.ts';

/** The days of a week, as schedules name them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

const MINUTES_OF_DAY = 1440;

const weekdays: ValueType<readonly Weekday[]> = {
  kind: 'list of days',
  unit: '',
  range: WEEKDAYS.join(', '),
  read(raw) {
    const expected = `a list of days out of ${WEEKDAYS.join(', ')}, each at most once`;
    if (!Array.isArray(raw) || raw.length === 0 || new Set(raw).size !== raw.length) return refused(expected);
    const days = WEEKDAYS.filter((day) => raw.includes(day));
    return days.length === raw.length ? accepted(days) : refused(expected);
  },
};

const timeOfDay: ValueType<number> = {
  kind: 'time of day',
  unit: '',
  range: '00:00…24:00',
  read(raw) {
    const match = typeof raw === 'string' ? /^([01]\d|2[0-4]):([0-5]\d)$/.exec(raw) : null;
    const minutes = Number(match?.[1]) * 60 + Number(match?.[2]);
    return minutes <= MINUTES_OF_DAY ? accepted(minutes) : refused('a time of day such as "08:00", in quotes');
  },
};

const timeZone: ValueType<string> = {
  ...text({ max: 64 }),
  kind: 'time zone',
  read(raw) {
    const expected = 'a time zone such as Europe/Paris or UTC';
    if (typeof raw !== 'string' || raw === '') return refused(expected);
    return isTimeZone(raw) ? accepted(raw) : refused(expected);
  },
};

/**
 * When a view gives interactions: on these days from `from` to `to`, both in minutes after midnight in the time zone.
 * When `to` is before `from` the time reaches over midnight and belongs to the day on which it began.
 */
export const scheduleSchema = closed({
  timezone: withDefault(timeZone, 'UTC'),
  days: withDefault(weekdays, WEEKDAYS),
  from: withDefault(timeOfDay, 0),
  to: withDefault(timeOfDay, MINUTES_OF_DAY),
}).refine((schedule) => schedule.from !== schedule.to, {
  path: ['to'],
  message: 'is the same time as "from"; expected another',
});

/** A schedule as configured. */
export type ScheduleConfig = z.output<typeof scheduleSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
