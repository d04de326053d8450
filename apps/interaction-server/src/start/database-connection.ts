import { databaseCredentials, type InteractionServerSettings } from '@ixn/config';
import type { LeaseTimes } from '../journal/lease-holder.ts';
import { type ConnectionSettings, DEFAULT_CONNECTION_SETTINGS } from '../journal/connection-settings.ts';

const DEFAULT_USER = 'ixn';

/** How the server reaches its database, from its settings. Password files are read again for each connection. */
export function databaseConnection(settings: InteractionServerSettings): ConnectionSettings {
  const { db } = settings;
  const url = db.url === undefined ? undefined : new URL(db.url);
  const files = { userFile: db.userFile, passwordFile: db.passwordFile };
  const credentials = (): { user: string | undefined; password: string | undefined } =>
    databaseCredentials({ user: db.user, password: db.password, ...files });
  const text = (part: string | undefined): string | undefined =>
    part === undefined || part === '' ? undefined : decodeURIComponent(part);
  const schema = text(url?.searchParams.get('schema') ?? undefined);
  return {
    ...DEFAULT_CONNECTION_SETTINGS,
    host: text(url?.hostname) ?? db.host,
    port: url === undefined ? db.port : Number(url.port === '' ? DEFAULT_CONNECTION_SETTINGS.port : url.port),
    database: text(url?.pathname.slice(1)) ?? db.name,
    user: text(url?.username) ?? credentials().user ?? DEFAULT_USER,
    password: () => text(url?.password) ?? credentials().password ?? '',
    ssl: db.ssl === undefined ? false : db.ssl,
    schema: db.schema ?? schema ?? DEFAULT_CONNECTION_SETTINGS.schema,
    keepAliveMs: db.connectionString.keepaliveTime ?? DEFAULT_CONNECTION_SETTINGS.keepAliveMs,
    reconnectPauseMs: db.reconnectPause,
  };
}

/** Of the time from a renewal to the expiry, the part in which the holder may answer: the rest is for clocks that differ. */
const ANSWERING_PART = 0.8;
const LONGEST_POLL_MS = 500;

/** The times of the lease, from the settings. */
export function leaseTimes({ lease }: InteractionServerSettings): LeaseTimes {
  return {
    duration: lease.duration,
    renewal: lease.renewInterval,
    deadline: lease.duration * ANSWERING_PART,
    poll: Math.min(LONGEST_POLL_MS, lease.duration / 10),
  };
}
