import { type Fault, pathText, type PlacedFault } from '../fault.ts';
import { deepFreeze } from '../frozen.ts';
import { type LocatedText, parseLocated, type TextFormat } from '../located-text.ts';
import { checkApplicationOptions } from './application-options.ts';
import { badExpressions, type ExpressionChecks } from './expressions.ts';
import { issueFaults } from './issues.ts';
import { badCustomProperties } from './property-names.ts';
import { danglingNames } from './references.ts';
import { resolveDocument } from './resolve.ts';
import { type TenantDocument, tenantDocumentSchema } from './tenant-document.ts';
import { repeatedNames } from './unique-names.ts';

/** How a document is checked beyond what it says itself. */
export interface DocumentChecks extends ExpressionChecks {
  /** The tenant that the document has to be about. Left out: any. */
  readonly tenantId?: string;
  /** The name of the server's own application object. Default `InteractionServer`. */
  readonly appName?: string;
}

/** A document that may be used, or every fault of one that may not. */
export type ParsedDocument =
  | {
      readonly ok: true;
      readonly document: TenantDocument;
      /** The document as it was written, for keeping and handing on. */
      readonly objects: unknown;
      readonly warnings: readonly Fault[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const DEFAULT_APP_NAME = 'InteractionServer';
/** How many faults are reported at most; one broken habit can repeat in every object. */
const MAX_FAULTS = 1000;

/**
 * Reads a tenant's document from JSON or YAML text. It is refused as a whole, with every fault and its line. What holds
 * between objects is checked once each of them is right for itself.
 */
export function parseTenantDocument(text: string, format: TextFormat, checks: DocumentChecks = {}): ParsedDocument {
  const parsed = parseLocated(text, format);
  return parsed.ok ? checkDocument(parsed, checks) : { ok: false, faults: parsed.faults };
}

/** Reads a tenant's document from a value, such as the `objects` of the configuration service. */
export function readTenantDocument(objects: unknown, checks: DocumentChecks = {}): ParsedDocument {
  return checkDocument({ ok: true, value: objects, lineOf: () => undefined }, checks);
}

function checkDocument(parsed: LocatedText, checks: DocumentChecks): ParsedDocument {
  const locate = (fault: PlacedFault) => located(fault, parsed);
  const refuse = (faults: readonly PlacedFault[]) =>
    ({ ok: false, faults: faults.slice(0, MAX_FAULTS).map(locate) }) as const;

  const options = checkApplicationOptions(applicationsOf(parsed.value), checks.appName ?? DEFAULT_APP_NAME);
  const shaped = tenantDocumentSchema.safeParse(parsed.value, { reportInput: true });
  if (!shaped.success) return refuse([...issueFaults(shaped.error.issues), ...options.faults]);

  const faults: PlacedFault[] = [
    ...repeatedNames(shaped.data),
    ...danglingNames(shaped.data),
    ...badCustomProperties(shaped.data),
    ...badExpressions(shaped.data, checks),
    ...options.faults,
  ];
  if (checks.tenantId !== undefined && shaped.data.tenant.id !== checks.tenantId) {
    faults.push({ path: ['tenant', 'id'], reason: `is "${shaped.data.tenant.id}"; expected "${checks.tenantId}"` });
  }
  if (faults.length > 0) return refuse(faults);

  const resolved = resolveDocument(shaped.data);
  return {
    ok: true,
    document: deepFreeze(resolved.document),
    objects: parsed.value,
    warnings: [...resolved.warnings, ...options.warnings].map(locate),
  };
}

function applicationsOf(objects: unknown): unknown {
  return typeof objects === 'object' && objects !== null && 'applications' in objects
    ? objects.applications
    : undefined;
}

function located(fault: PlacedFault, parsed: LocatedText): Fault {
  const line = parsed.lineOf(fault.path);
  const path = pathText(fault.path);
  return line === undefined ? { path, reason: fault.reason } : { path, reason: fault.reason, line };
}
