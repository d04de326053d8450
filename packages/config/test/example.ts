import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type DocumentChecks, type Fault, readTenantDocument, type TenantDocument } from '../src/index.ts';

/** The example document, as a person keeps it. */
export const TEXT = readFileSync(join(import.meta.dirname, 'tenant.yaml'), 'utf8');

/** The example with the value at the path replaced (or, undefined, taken out). */
export function edited(path: readonly (string | number)[], value: unknown): unknown {
  const document = parseDocument(TEXT);
  if (value === undefined && path.length > 0) document.deleteIn(path);
  else if (path.length > 0) document.setIn(path, document.createNode(value));
  return document.toJS();
}

/** The document, which has to be valid. */
export function good(objects: unknown, checks?: DocumentChecks): TenantDocument {
  const parsed = readTenantDocument(objects, checks);
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.path}: ${fault.reason}`).join('\n'));
  return parsed.document;
}

/** What is wrong with a document; nothing for a valid one. */
export function faultsOf(objects: unknown, checks?: DocumentChecks): readonly Fault[] {
  const parsed = readTenantDocument(objects, checks);
  return parsed.ok ? [] : parsed.faults;
}

/** The line of the example that holds this. */
export function lineOf(part: string): number {
  return TEXT.slice(0, TEXT.indexOf(part)).split('\n').length;
}

/** The example, read. */
export const EXAMPLE = good(edited([], undefined));
