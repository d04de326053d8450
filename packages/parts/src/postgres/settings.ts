/** Server settings by name, as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/** Nothing acked is lost: these are not for a caller to change. */
const fixed = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

const defaults = {
  max_connections: 200,
  shared_buffers: '128MB',
  // A burst of writes does not force a checkpoint every few seconds.
  max_wal_size: '2GB',
  log_line_prefix: '%m [%p] ',
};

/**
 * Options of `initdb`: UTF-8, and PostgreSQL's own C.UTF-8, which orders by code point on every system, whatever locales
 * it has.
 */
export const initdbOptions = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * Command-line options of `postgres`: `address` (where it listens) and the caller's own settings. Throws on an attempt
 * to change what is fixed.
 */
export function settingOptions(address: PostgresSettings, own: PostgresSettings): string[] {
  for (const name of Object.keys(own)) {
    if (name in fixed || name in address) {
      throw new Error(`PostgreSQL setting ${name} is fixed here: leave it out`);
    }
  }
  const all = { ...defaults, ...own, ...fixed, ...address };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
