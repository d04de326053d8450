// Runs a PostgreSQL on the folder of the first argument until it is killed: a program for the tests of crashes.
import { findPostgres } from '../src/index.ts';

const [dataDir] = process.argv.slice(2);
const postgres = await findPostgres({ purpose: 'a test', own: true, ...(dataDir === undefined ? {} : { dataDir }) });
process.stdout.write(`${JSON.stringify({ url: postgres.url, pid: postgres.pid })}\n`);
setInterval(() => undefined, 60_000);
