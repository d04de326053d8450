/**
 * The default addresses of the local stack, one place for all: `npm start`, the bench, fault runs, ixnctl.
 * Everything listens on loopback; `IXN_PORT_OFFSET` shifts all ports, so that two stacks run side by side.
 */
export const localHost = '127.0.0.1';

const defaultPorts = {
  /** Interaction Server: protocol. */
  server: 7120,
  /** Interaction Server: health and metrics. */
  serverHealth: 13131,
  /** IXN Node: HTTP. */
  nodeHealth: 13133,
  /** IXN VQ Node: protocol. */
  vqNode: 7122,
  /** IXN VQ Node: health and metrics. */
  vqNodeHealth: 13139,
  /** Configuration service. */
  configuration: 8888,
  /** Media server: SMTP intake. */
  smtp: 2525,
  /** Media server: HTTP intake. */
  mediaHttp: 8780,
  /** Stack overview, later the console. */
  pages: 8790,
  /** RQ service, first of the pair. */
  rq: 8771,
  /** RQ service, second of the pair. */
  rqPeer: 8772,
  /** Embedded PostgreSQL. */
  postgres: 15432,
  /** Embedded Redis. */
  redis: 16379,
  /** Embedded Kafka. */
  kafka: 19092,
} as const;

export type PortName = keyof typeof defaultPorts;
export type LocalPorts = Readonly<Record<PortName, number>>;

const largestPort = 65_535;

/**
 * The ports of the local stack, shifted by `IXN_PORT_OFFSET` (a whole number ≥ 0, default 0).
 * Throws an Error that names the variable when the offset is no such number or moves a port past 65535.
 */
export function localPorts(environment: NodeJS.ProcessEnv = process.env): LocalPorts {
  const text = environment['IXN_PORT_OFFSET'] ?? '0';
  const offset = Number(text.trim() === '' ? '0' : text);
  const largestOffset = largestPort - Math.max(...Object.values(defaultPorts));
  if (!Number.isInteger(offset) || offset < 0 || offset > largestOffset) {
    throw new Error(`IXN_PORT_OFFSET is '${text}': set it to a whole number from 0 to ${largestOffset}`);
  }
  const shifted: Record<string, number> = {};
  for (const [name, port] of Object.entries(defaultPorts)) shifted[name] = port + offset;
  return shifted as LocalPorts;
}
