import { type CustomColumn, withCustomColumns } from './custom-columns.ts';
import { readSql, type SqlText, type Statement, statement } from './sql-text.ts';

/** What a batch may hold besides its outbox row, in the order of the statement. */
export const BATCH_PARTS = [
  'created',
  'moved',
  'changed',
  'deleted',
  'completed',
  'agents-saved',
  'agents-removed',
] as const;
export type BatchPart = (typeof BATCH_PARTS)[number];

/** Parts that name rows which must be there: a row that is missing means that memory and database no longer agree. */
const CHECKED: ReadonlyMap<BatchPart, string> = new Map([
  ['moved', 'rows'],
  ['changed', 'rows'],
  ['deleted', 'ids'],
]);

/** The statement of a batch. Its parameters: those of lease check and outbox row, then those of each part in turn. */
export interface BatchStatement extends Statement {
  readonly entry: readonly string[];
  readonly parts: readonly { readonly part: BatchPart; readonly parameters: readonly string[] }[];
}

const fence = readSql('batch/fence');
const entry = readSql('batch/entry');
const partTexts: Readonly<Record<BatchPart, SqlText>> = {
  created: readSql('batch/created'),
  moved: readSql('batch/moved'),
  changed: readSql('batch/changed'),
  deleted: readSql('batch/deleted'),
  completed: readSql('batch/completed'),
  'agents-saved': readSql('batch/agents-saved'),
  'agents-removed': readSql('batch/agents-removed'),
};

/**
 * Puts the statement of a batch together: one statement, so one transaction and one write. Only the parts that a batch needs are in
 * it; each needs the outbox row, which needs the lease. It returns one row when it is done, none when the lease is another's. A row to
 * update or delete that is not there fails it as a division by zero, before anything is committed.
 */
export function batchStatement(
  parts: readonly BatchPart[],
  custom: readonly CustomColumn[],
  name: string,
): BatchStatement {
  const head = statement({ name: 'head', text: `WITH fence AS (${fence.text}), entry AS (${entry.text})` });
  const texts = [head.text];
  const numbered: { part: BatchPart; parameters: readonly string[] }[] = [];
  const checks: string[] = [];
  let next = head.parameters.length + 1;
  for (const part of parts) {
    const { text, parameters } = statement(withCustomColumns(partTexts[part], custom), next);
    const alias = part.replace('-', '_');
    texts.push(`, ${alias} AS (${text})`);
    const checked = CHECKED.get(part);
    if (checked !== undefined) {
      checks.push(`(SELECT count(*) FROM ${alias}) = cardinality($${next + parameters.indexOf(checked)})`);
    }
    numbered.push({ part, parameters });
    next += parameters.length;
  }
  const agreed = checks.length === 0 ? 'true' : checks.join(' AND ');
  texts.push(`SELECT 1 / (${agreed})::integer FROM entry`);
  return {
    name,
    text: texts.join('\n'),
    parameters: [...head.parameters, ...numbered.flatMap(({ parameters }) => parameters)],
    entry: head.parameters,
    parts: numbered,
  };
}
