import { LineCounter, parseDocument } from 'yaml';
import type { Fault } from './fault.ts';

/** The two formats in which people keep documents. */
export type TextFormat = 'json' | 'yaml';

/** A text that was parsed: its value, and where in the text a path stands. */
export interface LocatedText {
  readonly ok: true;
  readonly value: unknown;
  /** The line (from 1) of the value at the path, or of the nearest parent that has one; undefined when not known. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** A text that is not JSON or YAML, with every place that is wrong. */
export interface UnreadableText {
  readonly ok: false;
  readonly faults: readonly Fault[];
}

/** The largest text that is parsed: 64 Mi characters. */
const MAX_LENGTH = 64 * 1024 * 1024;
/** How often YAML aliases may be resolved, so that a small text cannot grow into gigabytes. */
const MAX_ALIASES = 1000;

/** Parses JSON or YAML 1.2. Duplicate keys are faults in both. */
export function parseLocated(text: string, format: TextFormat): LocatedText | UnreadableText {
  if (text.length > MAX_LENGTH) {
    return unreadable([{ path: '', reason: `is longer than ${MAX_LENGTH} characters` }]);
  }
  return format === 'json' ? parseJson(text) : parseYaml(text);
}

function parseJson(text: string): LocatedText | UnreadableText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable([{ path: '', reason: `is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` }]);
  }
  return { ok: true, value, lineOf: lazyLines(text) };
}

function parseYaml(text: string): LocatedText | UnreadableText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return unreadable(
      document.errors.map((error) => ({
        path: '',
        reason: `is not YAML: ${error.message}`,
        line: lines.linePos(error.pos[0]).line,
      })),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return unreadable([{ path: '', reason: `is not YAML: ${error instanceof Error ? error.message : 'unreadable'}` }]);
  }
  return { ok: true, value, lineOf: (path) => lineInDocument(document, lines, path) };
}

/** Lines of a JSON text, looked up only once something is wrong: JSON is YAML too, but slower to parse as such. */
function lazyLines(text: string): (path: readonly PropertyKey[]) => number | undefined {
  let found: LocatedText | UnreadableText | undefined;
  return (path) => {
    found ??= parseYaml(text);
    return found.ok ? found.lineOf(path) : undefined;
  };
}

function lineInDocument(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const start = rangeStart(node);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}

function unreadable(faults: readonly Fault[]): UnreadableText {
  return { ok: false, faults };
}
