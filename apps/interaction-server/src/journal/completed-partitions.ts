import { escapeIdentifier } from 'pg';
import type { Database } from './database.ts';
import { fenced } from './fenced.ts';
import {
  covers,
  missingPartition,
  parsePartitionName,
  partitionLength,
  partitionName,
  type PartitionRange,
} from './partition-range.ts';
import type { Session } from './session.ts';
import { readSql, readStatement } from './sql-text.ts';
import { sqlstate } from './sqlstate.ts';

const LOCK_NOT_AVAILABLE = '55P03';

const listPartitions = readStatement('partitions-list');
const createPartition = readSql('partition-create');
const dropPartition = readSql('partition-drop');

/** The partitions of the completed interactions: made before they are needed, dropped when all in them has expired. */
export class CompletedPartitions {
  readonly #database: Database;
  readonly #epoch: number;
  #ranges: readonly PartitionRange[] = [];

  constructor(database: Database, epoch: number) {
    this.#database = database;
    this.#epoch = epoch;
  }

  /** Whether a row completed at `time` (ms since 1970) has a partition. */
  covers(time: number): boolean {
    return covers(this.#ranges, time);
  }

  /** Makes the partitions for `time` and for one partition's length after it. `retention` in ms. */
  async cover(session: Session, time: number, retention: number): Promise<void> {
    await this.#list(session);
    const length = partitionLength(retention);
    for (const moment of [time, time + length]) {
      if (!this.covers(moment)) await this.#create(session, missingPartition(moment, length, this.#ranges));
    }
  }

  /** Drops the partitions in which everything was completed before `time`. One that somebody reads for long stays until the next call. */
  async dropBefore(session: Session, time: number): Promise<void> {
    await this.#list(session);
    for (const range of this.#ranges) {
      if (range.to > time) continue;
      const name = partitionName(range);
      try {
        await fenced(session, this.#epoch, () =>
          session.run(fill(dropPartition.text, { partition: escapeIdentifier(name) })),
        );
      } catch (error) {
        if (sqlstate(error) !== LOCK_NOT_AVAILABLE) throw error;
        this.#database.log.info({ partition: name }, 'expired interactions are being read: dropped later');
        return;
      }
      this.#ranges = this.#ranges.filter((one) => one !== range);
      this.#database.log.info({ partition: name }, 'expired interactions dropped');
    }
  }

  async #list(session: Session): Promise<void> {
    const rows = await session.query(listPartitions, []);
    this.#ranges = rows.map(([name]) => parsePartitionName(name as string)).filter((range) => range !== undefined);
  }

  async #create(session: Session, range: PartitionRange): Promise<void> {
    const partition = escapeIdentifier(partitionName(range));
    const [from, to] = [new Date(range.from).toISOString(), new Date(range.to).toISOString()];
    await fenced(session, this.#epoch, () => session.run(fill(createPartition.text, { partition, from, to })));
    this.#ranges = [...this.#ranges, range];
  }
}

/** Puts names and times of our own making into a statement that takes no parameters. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
