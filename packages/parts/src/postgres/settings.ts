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

/** Command-line options of `postgres`, listening on one address. Throws on an attempt to change what is fixed. */
export function settingOptions(listen: { host: string; port: number }, own: PostgresSettings = {}): string[] {
  const address = { listen_addresses: listen.host, unix_socket_directories: '', port: listen.port };
  for (const name of Object.keys(own)) {
    if (name in fixed || name in address) {
      throw new Error(`PostgreSQL setting ${name} is fixed here: leave it out`);
    }
  }
  const all = { ...defaults, ...own, ...fixed, ...address };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
