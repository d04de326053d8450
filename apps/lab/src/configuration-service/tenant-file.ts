import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** One version of a tenant's document. */
export interface TenantVersion {
  /** Derived from the content, so that a restart of the service changes no version. */
  readonly version: string;
  readonly tenantId: string;
  readonly objects: unknown;
}

export type Reading =
  | { readonly ok: true; readonly tenant: TenantVersion }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the text of a document; the faults name path and reason. */
export type DocumentParser = (
  text: string,
  file: string,
) => {
  readonly document?: { readonly tenant: { readonly id: string } };
  readonly faults: readonly string[];
};

/** Reads and checks a document file. A file that cannot be read is a fault like any other. */
export async function readTenantFile(file: string, parse: DocumentParser): Promise<Reading> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { ok: false, faults: [`${file}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const { document, faults } = parse(text, file);
  if (document === undefined || faults.length > 0) return { ok: false, faults };
  const version = createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 16);
  return { ok: true, tenant: { version, tenantId: document.tenant.id, objects: document } };
}
