import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** A step of the schema: `migrations/<major>.<number>-<name>.sql`. Once released it never changes. */
export interface Migration {
  readonly major: number;
  readonly number: number;
  /** `1.0002-interactions` */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly checksum: string;
}

const FILE_NAME = /^((\d+)\.(\d{4})-[a-z0-9-]+)\.sql$/;

/** All migrations of this release, in order. */
export function readMigrations(folder = new URL('./migrations/', import.meta.url)): Migration[] {
  const migrations = readdirSync(folder).map((file) => {
    const [, name, major, number] = FILE_NAME.exec(file) ?? [];
    if (name === undefined) throw new Error(`migration ${file} is not named <major>.<number>-<name>.sql`);
    // A checkout may have changed the ends of lines.
    const text = readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n');
    const checksum = createHash('sha256').update(text).digest('hex');
    return { major: Number(major), number: Number(number), name, text, checksum };
  });
  return migrations.toSorted((a, b) => a.major - b.major || a.number - b.number);
}
