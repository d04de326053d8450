import { DatabaseError } from 'pg';

/** SQLSTATE codes that are told apart by name (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export const UNIQUE_VIOLATION = '23505';
export const DIVISION_BY_ZERO = '22012';
export const DEADLOCK_DETECTED = '40P01';

/**
 * Classes of errors that the same statement meets again however often it is sent: feature not supported, cardinality, data
 * exception, integrity constraint, syntax or access rule, program limit.
 */
const LASTING_CLASSES: ReadonlySet<string> = new Set(['0A', '21', '22', '23', '42', '54']);

/** Classes whose messages speak of names and limits only. Those of others may quote values of rows. */
const QUOTABLE_CLASSES: ReadonlySet<string> = new Set([
  '08',
  '0A',
  '25',
  '28',
  '3D',
  '3F',
  '40',
  '42',
  '53',
  '54',
  '55',
  '57',
  '58',
]);

/** SQLSTATE of an error from the database; undefined for others, such as a broken connection. */
export function sqlstate(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/** True for an error that sending again cannot help. */
export function isLasting(error: unknown): boolean {
  return LASTING_CLASSES.has(sqlstate(error)?.slice(0, 2) ?? '');
}

/** True when a key of this constraint is there already. */
export function violatesKey(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === constraint;
}

/** What went wrong and where, without values of rows, statements or secrets. */
export function describeError(error: unknown): string {
  if (!(error instanceof DatabaseError)) return error instanceof Error ? describePlain(error) : String(error);
  const parts = [`SQLSTATE ${error.code ?? 'unknown'}`];
  if (QUOTABLE_CLASSES.has(error.code?.slice(0, 2) ?? '')) parts.push(error.message);
  if (error.table !== undefined) parts.push(`table ${error.table}`);
  if (error.column !== undefined) parts.push(`column ${error.column}`);
  if (error.constraint !== undefined) parts.push(`constraint ${error.constraint}`);
  if (error.routine !== undefined) parts.push(`in ${error.routine}`);
  return parts.join(', ');
}

/** Connecting to a name with several addresses fails with all their errors in one whose own text is empty. */
function describePlain(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((one) => describeError(one)).join('; ');
  return error.message;
}
