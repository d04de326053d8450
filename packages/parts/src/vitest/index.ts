import { inject } from 'vitest';
import { cloneDatabase, type DatabaseTemplate, type TestDatabase } from '../database.ts';
import { sayOnStderr } from '../part.ts';
import { findPostgres, type FindPostgresOptions } from '../postgres/find.ts';
import type { Postgres } from '../postgres/postgres.ts';
import { judge, type PartAnswer } from './answer.ts';

export type PartForTests = 'postgres';

/** Longest wait for a part to start, the download of an image included. */
const startLimitMs = 300_000;

/**
 * Asks for a real part at the top of a test file: `describe.runIf(await requirePart('postgres', 'the journal'))(…)`.
 * True when it is there. Else prints a line that says which tests are skipped and why, and returns false; with
 * `IXN_REQUIRE_REAL=1` it throws instead.
 */
export async function requirePart(part: PartForTests, tests: string): Promise<boolean> {
  return judge(await ask(part), { part, tests, isRequired: process.env['IXN_REQUIRE_REAL'] === '1', say: sayOnStderr });
}

/**
 * A database of its own for the calling test file or test, on the run's one PostgreSQL: a copy of `template`, made in
 * milliseconds. Drop it in `afterAll`.
 */
export async function testDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const answer = await ask('postgres');
  if ('missing' in answer) throw new Error(`no PostgreSQL for tests: ${answer.missing}`);
  return cloneDatabase(answer.url, template);
}

/**
 * A PostgreSQL of the caller's own, for tests that kill it: on a free port, its data gone after `stop()`.
 * Only where {@link requirePart} said that there is one.
 */
export async function startPostgres(options: Partial<FindPostgresOptions> = {}): Promise<Postgres> {
  return findPostgres({ purpose: 'a test of its own', own: true, say: () => undefined, ...options });
}

async function ask(part: PartForTests): Promise<PartAnswer> {
  const response = await fetch(`${inject('partsBroker')}/${part}`, { signal: AbortSignal.timeout(startLimitMs) });
  return (await response.json()) as PartAnswer;
}
