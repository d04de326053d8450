import { parseArgs } from 'node:util';

export interface StackArguments {
  /** Undefined: until Ctrl-C. */
  readonly forMs: number | undefined;
  readonly rate: number;
  readonly workTimeMs: number;
  readonly load: boolean;
  readonly fresh: boolean;
  /** Tenant document to follow; undefined: the lab's own. */
  readonly tenantFile: string | undefined;
}

export const USAGE = `npm start -- [options]   the whole stack on embedded parts, with the lab's load

  --for DURATION     run that long (60s, 5m), counted from when all parts are ready, then print
                     "submitted A, finished B, in progress C, lost 0"; exit 1 when something is lost
  --rate N           submissions a second (default 20)
  --work-time T      what an agent takes for each interaction (default 0.2s)
  --no-load          no generated load: waits for yours
  --fresh            forget the data of earlier runs
  --tenant FILE      tenant document to follow (default: .ixn/tenant.yaml, made from the lab's own)
  --help

Data lives in .ixn/ or IXN_DATA_DIR. IXN_PORT_OFFSET=1000 shifts all ports.`;

/** Reads the command line; `help` where it was asked for. Throws an Error that says which option is wrong. */
export function readArguments(args: readonly string[]): StackArguments | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      for: { type: 'string' },
      rate: { type: 'string', default: '20' },
      'work-time': { type: 'string', default: '0.2s' },
      'no-load': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      tenant: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const rate = Number(values.rate);
  if (!(rate > 0 && rate <= 10_000)) throw new Error(`--rate is '${values.rate}': give a number from above 0 to 10000`);
  return {
    forMs: values.for === undefined ? undefined : duration('--for', values.for),
    rate,
    workTimeMs: duration('--work-time', values['work-time']),
    load: !values['no-load'],
    fresh: values.fresh,
    tenantFile: values.tenant,
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, '': 1000 };

function duration(option: string, text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new Error(`${option} is '${text}': give a duration such as 60s, 5m or 0.2s`);
  return ms;
}
