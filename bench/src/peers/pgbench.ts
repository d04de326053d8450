import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Round } from '../report/result.ts';
import { inlined, LIFE } from './statements.ts';
import { createServerTables } from './tables.ts';

const run = promisify(execFile);

/** Version of the pgbench on the PATH; undefined: there is none. */
export async function pgbenchVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run('pgbench', ['--version'], { timeout: 10_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

export interface PgbenchOrders {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly seconds: number;
  readonly bytesPerEvent: number;
}

/** The same statements, led by PostgreSQL's own load generator, prepared. It tells the average of a life only. */
export async function runPgbench(orders: PgbenchOrders): Promise<Round> {
  await createServerTables(orders.databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'ixn-pgbench-'));
  try {
    const script = join(folder, 'life.sql');
    writeFileSync(script, lifeScript(orders.bytesPerEvent));
    const { hostname, port, username, password, pathname } = new URL(orders.databaseUrl);
    const { stdout } = await run(
      'pgbench',
      // prettier-ignore
      [
        '--no-vacuum', '--protocol=prepared', `--client=${orders.connections}`, '--jobs=2', `--time=${orders.seconds}`,
        '--define=number=0', '--define=batch=0', `--file=${script}`, `--host=${hostname}`, `--port=${port}`,
        `--username=${username}`, pathname.slice(1),
      ],
      {
        env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
        timeout: (orders.seconds + 60) * 1000,
      },
    );
    return readReport(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One life: each statement a transaction of its own. Variables of a client last from one run of the script to the next. */
export function lifeScript(bytesPerEvent: number): string {
  const steps = LIFE.flatMap((statement) => ['\\set batch :batch + 1', inlined(statement, bytesPerEvent)]);
  return `${['\\set number :number + 1', ...steps].join('\n')}\n`;
}

/** Reads what pgbench prints at its end. Throws when it is no report. */
export function readReport(text: string): Round {
  const perSecond = Number(/^tps = ([\d.]+)/m.exec(text)?.[1]);
  const average = Number(/^latency average = ([\d.]+) ms/m.exec(text)?.[1]);
  if (Number.isNaN(perSecond) || Number.isNaN(average)) throw new Error(`pgbench printed no report: ${text}`);
  return { perSecond, p50: average, p99: 0, max: 0 };
}
