/** The eight kinds of clients, spelt as on the wire and in the labels of metrics. */
export const CLIENT_TYPES = [
  'Unknown',
  'Proxy',
  'Agent application',
  'Media server',
  'Reporting engine',
  'Routing engine',
  'Universal router',
  'Third party client',
] as const;

export type ClientType = (typeof CLIENT_TYPES)[number];

const KNOWN: ReadonlySet<string> = new Set(CLIENT_TYPES);

export function isClientType(value: string): value is ClientType {
  return KNOWN.has(value);
}
