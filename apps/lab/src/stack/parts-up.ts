import { join } from 'node:path';
import { findPostgres, forgetPostgres, type LocalPorts, type Postgres, requireFreePort } from '@ixn/parts';

/** Ports that the stack itself opens; PostgreSQL sees to its own. */
const OWN_PORTS = ['server', 'serverHealth', 'configuration', 'smtp', 'mediaHttp', 'pages'] as const;

/** Throws with the port and who has it when one of the stack's ports is taken. */
export async function requirePorts(ports: LocalPorts): Promise<void> {
  for (const name of OWN_PORTS) await requireFreePort(ports[name], name);
}

/** The database of the stack, kept in the data folder from run to run. */
export async function postgresUp(dataDir: string, ports: LocalPorts, fresh: boolean): Promise<Postgres> {
  const folder = join(dataDir, 'postgres');
  if (fresh) await forgetPostgres(folder);
  return findPostgres({ purpose: 'npm start', dataDir: folder, port: ports.postgres });
}
