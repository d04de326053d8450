import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { withAddress, withDatabase, type TestDatabase } from '../src/index.ts';
import { requirePart, testDatabase } from '../src/vitest/index.ts';
import { ask } from './ask.ts';

describe.runIf(await requirePart('postgres', 'test databases'))('test databases', () => {
  let fills = 0;
  const template = {
    key: `letters ${process.pid} ${Date.now()}`,
    fill: async (url: string) => {
      fills += 1;
      await ask(url, "CREATE TABLE letter AS SELECT unnest(ARRAY['a', 'b']) AS name");
    },
  };
  let databases: TestDatabase[];

  beforeAll(async () => {
    databases = await Promise.all(Array.from({ length: 6 }, () => testDatabase(template)));
    return async () => {
      await Promise.all(databases.map((database) => database.drop()));
    };
  });

  it('are made from one template, which is filled once', async () => {
    expect(fills).toBe(1);
    for (const { url } of databases)
      expect(await ask(url, 'SELECT count(*)::int AS n FROM letter')).toEqual([{ n: 2 }]);
  });

  it('are apart from each other', async () => {
    const [first, second] = databases as [TestDatabase, TestDatabase];
    await ask(first.url, "INSERT INTO letter VALUES ('c')");
    expect(await ask(second.url, 'SELECT count(*)::int AS n FROM letter')).toEqual([{ n: 2 }]);
  });

  it('are gone after drop, with whoever is connected', async () => {
    const database = await testDatabase();
    const left = new Client({ connectionString: database.url });
    left.on('error', () => undefined);
    await left.connect();
    await database.drop();
    const other = (databases[0] as TestDatabase).url;
    expect(await ask(other, `SELECT FROM pg_database WHERE datname = '${database.name}'`)).toEqual([]);
  });

  it('make a template again whose filling failed', async () => {
    let tries = 0;
    const failing = {
      key: `${template.key} failing`,
      fill: async (url: string) => {
        tries += 1;
        await ask(url, 'CREATE TABLE once ()');
        if (tries === 1) throw new Error('the first time fails');
      },
    };
    await expect(testDatabase(failing)).rejects.toThrow('the first time fails');
    const database = await testDatabase(failing);
    await database.drop();
    expect(tries).toBe(2);
  });

  it('are on a server that syncs, orders by code point and listens on loopback only', async () => {
    const [row] = await ask<Record<string, string>>(
      (databases[0] as TestDatabase).url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('listen_addresses') AS listen, ('a' > 'B') AS "codePoints"`,
    );
    expect(row).toEqual({ fsync: 'on', commit: 'on', listen: '127.0.0.1', codePoints: true });
  });
});

describe('addresses', () => {
  it('keep user, password and options when the database or the host changes', () => {
    const url = 'postgres://u:p%40ss@127.0.0.1:5432/postgres?application_name=x';
    expect(withDatabase(url, 'other')).toBe('postgres://u:p%40ss@127.0.0.1:5432/other?application_name=x');
    expect(withAddress(url, { host: 'localhost', port: 7 })).toBe(
      'postgres://u:p%40ss@localhost:7/postgres?application_name=x',
    );
  });
});
