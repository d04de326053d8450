import { readFileSync } from 'node:fs';

/** A query as it is written down, with parameters by name. */
export interface SqlText {
  /** Name of the file below `queries`, without its ending. */
  readonly name: string;
  readonly text: string;
}

/** A query as it is sent. `parameters[0]` is $1. */
export interface Statement {
  /** Name of the prepared statement. */
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly string[];
}

/** `:name` but not the type after `::`. */
const PARAMETER = /(?<!:):([a-z_][a-z_0-9]*)/g;

/** Reads `queries/<name>.sql`. Comments are whole lines; they do not go to the database. */
export function readSql(name: string): SqlText {
  const text = readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), 'utf8');
  return { name, text: withoutComments(text) };
}

/** Reads a query and numbers its parameters in the order in which they first appear. */
export function readStatement(name: string): Statement {
  return statement(readSql(name));
}

/** Numbers the parameters of a query, from `$<first>` on. A name that appears twice is one parameter. */
export function statement({ name, text }: SqlText, first = 1): Statement {
  const parameters: string[] = [];
  const numbered = text.replace(PARAMETER, (_, parameter: string) => {
    let index = parameters.indexOf(parameter);
    if (index < 0) index = parameters.push(parameter) - 1;
    return `$${first + index}`;
  });
  return { name, text: numbered, parameters };
}

function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('--'))
    .join('\n')
    .trim();
}
