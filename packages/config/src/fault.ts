/**
 * Something that was refused: where it stands, and why.
 * `path` is written as a person would find it: `queues[2].views[0].order`, `db.port`, `settings/delivering-timeout`.
 * `line` counts from 1 and is known for text that a person edits.
 */
export interface Fault {
  readonly path: string;
  readonly reason: string;
  readonly line?: number;
}

/** A fault in one line: `queues[2].name (line 14): …`. */
export function faultText(fault: Fault): string {
  const place = fault.path === '' ? 'document' : fault.path;
  return fault.line === undefined ? `${place}: ${fault.reason}` : `${place} (line ${fault.line}): ${fault.reason}`;
}

/** A fault with its path still in parts, so that its line can be looked up. */
export interface PlacedFault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** A fault at a path. */
export function faultAt(path: readonly PropertyKey[], reason: string): PlacedFault {
  return { path, reason };
}

/** A path of keys and indexes as text: `['queues', 2, 'name']` → `queues[2].name`. */
export function pathText(segments: readonly PropertyKey[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[\w:@/+ -]+$/.test(String(segment))) text += `[${JSON.stringify(String(segment))}]`;
    else text += text === '' ? String(segment) : `.${String(segment)}`;
  }
  return text;
}

const SHOWN_LENGTH = 80;

/** A value as a fault shows it: JSON, cut after 80 characters. Never for secrets. */
export function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? `${value}` : (JSON.stringify(value) ?? String(value));
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
