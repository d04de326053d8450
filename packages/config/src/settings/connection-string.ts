import { accepted, refused, type ValueType } from '../values/value-type.ts';

/** What the suffix of a database connection string sets. Times are in milliseconds; undefined: the system's own. */
export interface ConnectionStringSuffix {
  /** Idle time before the first TCP keep-alive probe (`KeepaliveTime`, written in seconds). */
  readonly keepaliveTime: number | undefined;
  /** Time between probes (`KeepaliveInterval`, written in seconds). */
  readonly keepaliveInterval: number | undefined;
}

const EXPECTED = 'KeepaliveInterval=SECONDS;KeepaliveTime=SECONDS; (each may be left out, 1 to 86400)';

/** The suffix of a connection string as installations of the original write it: `KeepaliveInterval=1;KeepaliveTime=60;`. */
export function connectionStringSuffix(): ValueType<ConnectionStringSuffix> {
  return {
    kind: 'name=value pairs',
    unit: '',
    range: 'KeepaliveInterval, KeepaliveTime in seconds',
    read(raw) {
      if (typeof raw !== 'string') return refused(EXPECTED);
      const seconds = new Map<string, number>();
      for (const pair of raw.split(';')) {
        if (pair.trim() === '') continue;
        const match = /^\s*(keepaliveinterval|keepalivetime)\s*=\s*(\d{1,5})\s*$/i.exec(pair);
        const name = match?.[1]?.toLowerCase();
        const value = Number(match?.[2]);
        if (name === undefined || value < 1 || value > 86_400 || seconds.has(name)) return refused(EXPECTED);
        seconds.set(name, value);
      }
      return accepted({
        keepaliveTime: milliseconds(seconds.get('keepalivetime')),
        keepaliveInterval: milliseconds(seconds.get('keepaliveinterval')),
      });
    },
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
