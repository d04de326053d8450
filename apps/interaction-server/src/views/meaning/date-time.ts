const DATE_TIME =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;

/**
 * Unix seconds of an RFC 3339 date-time; NaN when the text is none. A space may stand for the T (RFC 3339, 5.6), a leap second
 * counts as the second after it.
 */
export function secondsOfDateTime(text: string): number {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  if (hour > 23 || minute > 59 || second > 60) return NaN;
  const offsetHours = Number(parts[9] ?? 0);
  const offsetMinutes = Number(parts[10] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return NaN;
  const offset = (offsetHours * 60 + offsetMinutes) * (parts[8] === '-' ? -60_000 : 60_000);
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return (midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds(parts[7] ?? '') - offset) / 1000;
}

/** Whole milliseconds stay exact: they must equal those that the server keeps. */
function milliseconds(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0')) + Number(`0.${fraction.slice(3)}`);
}

function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}
