/** Vitest's global set-up: one set of real parts for the whole run, each started when the first test file asks. */
import type { TestProject } from 'vitest/node';
import { findPostgres } from '../postgres/find.ts';
import { startBroker } from './broker.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the broker that starts real parts. */
    partsBroker: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await startBroker({
    postgres: () => findPostgres({ purpose: 'tests', settings: { max_connections: 400 } }),
  });
  project.provide('partsBroker', broker.address);
  return () => broker.stop();
}
