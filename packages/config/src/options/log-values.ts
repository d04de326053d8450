import { accepted, refused, type ValueType } from '../values/value-type.ts';
import { text, textOf } from '../values/texts.ts';

/** When a log file ends and the next begins. */
export type LogSegment =
  | { readonly by: 'nothing' }
  | { readonly by: 'size'; readonly bytes: number }
  | { readonly by: 'time'; readonly milliseconds: number };

/** How long ended log files are kept. */
export type LogExpire =
  | { readonly by: 'nothing' }
  | { readonly by: 'number'; readonly files: number }
  | { readonly by: 'time'; readonly milliseconds: number };

const SEGMENT = 'false, or a size or time such as 100 KB, 10 MB, 1 hr';
const EXPIRE = 'false, or a number of files or days such as 10 file, 7 day';

/** `false`, `<n> KB`, `<n> MB`, `<n> hr`; a number alone counts KB. */
export function logSegment(): ValueType<LogSegment> {
  return {
    kind: 'size or time',
    unit: '',
    range: 'false, n KB, n MB, n hr',
    read(raw) {
      if (isOff(raw)) return accepted({ by: 'nothing' });
      const match = /^(\d{1,6})\s*(kb|mb|hr)?$/i.exec((textOf(raw) ?? '').trim());
      const count = Number(match?.[1]);
      if (match === null || count < 1) return refused(SEGMENT);
      const unit = (match[2] ?? 'kb').toLowerCase();
      if (unit === 'hr') return accepted({ by: 'time', milliseconds: count * 3_600_000 });
      return accepted({ by: 'size', bytes: count * (unit === 'mb' ? 1024 * 1024 : 1024) });
    },
  };
}

/** `false`, `<n> file`, `<n> day`; a number alone counts files. */
export function logExpire(): ValueType<LogExpire> {
  return {
    kind: 'number or time',
    unit: '',
    range: 'false, n file, n day',
    read(raw) {
      if (isOff(raw)) return accepted({ by: 'nothing' });
      const match = /^(\d{1,4})\s*(files?|days?)?$/i.exec((textOf(raw) ?? '').trim());
      const count = Number(match?.[1]);
      if (match === null || count < 1) return refused(EXPIRE);
      const isTime = (match[2] ?? 'file').toLowerCase().startsWith('day');
      if (isTime) return accepted({ by: 'time', milliseconds: count * 86_400_000 });
      return accepted({ by: 'number', files: count });
    },
  };
}

/** Where a log level goes: `stdout`, `stderr` or the path of a file. Several are separated by commas. */
export function logTargets(): ValueType<readonly string[]> {
  const one = text({ max: 4096 });
  return {
    kind: 'list of targets',
    unit: '',
    range: 'stdout, stderr, path of a file',
    read(raw) {
      const items = Array.isArray(raw) ? raw : (textOf(raw) ?? '').split(',');
      const targets: string[] = [];
      for (const item of items) {
        const read = one.read(typeof item === 'string' ? item.trim() : item);
        if (!read.ok) return refused('stdout, stderr or the path of a file; several with commas between them');
        targets.push(read.value);
      }
      return accepted(targets);
    },
  };
}

function isOff(raw: unknown): boolean {
  return raw === false || (typeof raw === 'string' && raw.trim().toLowerCase() === 'false');
}
