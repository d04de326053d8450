import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { faultText, parseTenantDocument } from '@ixn/config';

/** One version of a tenant's document. */
export interface TenantVersion {
  /** Derived from the content, so that a restart of the service changes no version. */
  readonly version: string;
  readonly tenantId: string;
  /** The document as JSON. */
  readonly objects: Readonly<Record<string, unknown>>;
}

export type Reading =
  | { readonly ok: true; readonly tenant: TenantVersion }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Objects that the lab adds to what a person wrote: kind → objects. */
export type Addition = Readonly<Record<string, readonly unknown[]>>;

/** Reads and checks a document file (YAML, or JSON by its extension). A file that cannot be read is a fault like any other. */
export async function readTenantFile(file: string, addition: Addition = {}): Promise<Reading> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { ok: false, faults: [error instanceof Error ? error.message : String(error)] };
  }
  const format = extname(file) === '.json' ? 'json' : 'yaml';
  const parsed = parseTenantDocument(text, format);
  if (!parsed.ok) return { ok: false, faults: parsed.faults.map(faultText) };
  const objects = { ...(parsed.objects as Record<string, unknown>) };
  for (const [kind, added] of Object.entries(addition)) {
    const written = objects[kind];
    objects[kind] = [...(Array.isArray(written) ? written : []), ...added];
  }
  const version = createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
  return { ok: true, tenant: { version, tenantId: parsed.document.tenant.id, objects } };
}
