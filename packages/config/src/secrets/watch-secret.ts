import { type Clock, systemClock } from '../clock.ts';
import { SecretError, type SecretParser } from './secret.ts';
import { contentOf, type ReadText, readUtf8, valueOf } from './secret-file.ts';

/** How a secret is watched. */
export interface WatchOptions<T> {
  /** Gets the value whenever the file holds another valid one than before. The first one is returned, not told. */
  readonly onChange: (value: T) => void;
  /** Told once about each state of the file that cannot be used; the last good value stays in force. */
  readonly onFault: (error: SecretError) => void;
  /** Milliseconds between looks. Default 5,000. */
  readonly interval?: number;
  readonly clock?: Clock;
  readonly readText?: ReadText;
}

/** A secret file that is being watched. */
export interface WatchedSecret<T> {
  /** The last good value. */
  readonly current: () => T;
  /** Looks at once, without waiting for the interval. */
  readonly look: () => void;
  /** Stops watching. */
  readonly close: () => void;
}

const DEFAULT_INTERVAL = 5000;

/**
 * Reads a secret file and reads it again when it changes. Throws {@link SecretError} when there is no good value to
 * begin with.
 *
 * Looks at the content at an interval rather than waiting for file events: Kubernetes swaps a symbolic link two levels
 * above the file, which file events of the file do not show. A secret is small, so reading it is as cheap as `stat`, and
 * the content tells more than a time stamp.
 *
 * The file is good, or unusable since it was good: good → unusable tells the fault and keeps the value; another unusable
 * state tells its fault; back to the same content as before tells nothing; another good content tells the new value.
 */
export function watchSecret<T>(file: string, parse: SecretParser<T>, options: WatchOptions<T>): WatchedSecret<T> {
  const { onChange, onFault, interval = DEFAULT_INTERVAL, clock = systemClock, readText = readUtf8 } = options;

  let seen = contentOf(file, readText);
  const first = valueOf(seen, parse);
  if (!first.ok) throw new SecretError(file, first.faults);
  let current = first.value;
  let currentText = seen.text;
  let timer = clock.after(interval, tick);

  function look(): void {
    const content = contentOf(file, readText);
    if (content.text === seen.text && content.fault === seen.fault) return;
    seen = content;
    if (content.text === currentText) return;
    const read = valueOf(content, parse);
    if (!read.ok) {
      onFault(new SecretError(file, read.faults));
      return;
    }
    current = read.value;
    currentText = content.text;
    onChange(current);
  }

  function tick(): void {
    timer = clock.after(interval, tick);
    look();
  }

  return { current: () => current, look, close: () => timer.cancel() };
}
