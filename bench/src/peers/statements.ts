import { packedToBytes } from '@ixn/protocol';
import { agentName, MEDIA, placeName, queueName } from '../rig/tenant.ts';
import { INTERACTION_SUBTYPE, INTERACTION_TYPE, USER_DATA, USER_DATA_PACKED } from '../speed/content.ts';

/**
 * The steps of a life as one statement each, on the server's own tables: what the server's batches write, without the batches. Each
 * writes an outbox row of its own with that step's events. `:name` stands for a value.
 */

/** Course of an interaction that waits, as the server writes it; of one with a router, and one with an agent, as long as the server's. */
const WAITING = Buffer.from([0x95, 1, 0x90, 0x90, 0x90, 0xc0]);
const WITH_ROUTER = Buffer.alloc(90, 0x61);
const INVITED = Buffer.alloc(150, 0x61);
const WITH_AGENT = Buffer.alloc(80, 0x61);

const INSERT = `INSERT INTO interactions (
  id, submit_seq, priority, received_at, submitted_at, moved_to_queue_at, placed_in_queue_at, place, state, is_online, is_held,
  is_locked, media_type, type, subtype, queue, submitted_by, course, user_data
) VALUES (
  :id, :number, ${USER_DATA.Priority}, now(), now(), now(), now(), 0, 0, false, false,
  false, '${MEDIA}', '${INTERACTION_TYPE}', '${INTERACTION_SUBTYPE}', '${queueName(1)}', 'media-1', :course, :userData
)`;

const ENTRY = `INSERT INTO outbox (epoch, batch, last_sequence, submit_seq, ticket, event_count, events)
  VALUES (:client, :batch, :batch, :number, :number, :eventCount, :events)`;

/** A statement, and the values of its own that stay the same. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
  readonly eventCount: number;
  readonly course: Buffer;
}

/** A submit without its events: a plain insert. */
export const PLAIN_INSERT: Statement = { name: 'insert', sql: INSERT, eventCount: 0, course: WAITING };

/** The events of each step are those that the server reports. */
export const LIFE: readonly Statement[] = [
  { name: 'submit', eventCount: 2, course: WAITING, sql: `WITH entry AS (${ENTRY}) ${INSERT}` },
  {
    name: 'pull',
    eventCount: 2,
    course: WITH_ROUTER,
    sql: `WITH entry AS (${ENTRY}) UPDATE interactions SET place = 2, state = 2, course = :course WHERE id = :id`,
  },
  {
    name: 'deliver',
    eventCount: 1,
    course: INVITED,
    sql: `WITH entry AS (${ENTRY}) UPDATE interactions SET delivered_at = now(), course = :course WHERE id = :id`,
  },
  {
    name: 'accept',
    eventCount: 3,
    course: WITH_AGENT,
    sql: `WITH entry AS (${ENTRY}) UPDATE interactions SET place = 3, state = 3, assigned_at = now(),
  assigned_to = '${agentName(1)}', agent_id = '${agentName(1)}', place_id = '${placeName(1)}', course = :course WHERE id = :id`,
  },
  {
    name: 'stop',
    eventCount: 2,
    course: Buffer.alloc(0),
    sql: `WITH entry AS (${ENTRY}),
  deleted AS (DELETE FROM interactions WHERE id = :id)
INSERT INTO completed_interactions (id, completed_at, stop_reason, submitted_by) VALUES (:id, now(), NULL, 'media-1')`,
  },
];

export const EVENTS_OF_A_LIFE = LIFE.reduce((sum, { eventCount }) => sum + eventCount, 0);

/** Values by name. */
export type Values = Readonly<Record<string, string | number | Buffer>>;

/** An id as the server makes them: 16 characters. */
export function idOf(client: number, number: number): string {
  return `${String(client).padStart(4, '0')}${number.toString(36).toUpperCase().padStart(12, '0')}`;
}

export const USER_DATA_BYTES = packedToBytes(USER_DATA_PACKED);

/** Events of a step as bytes, as many as the server takes for them. */
export function eventBytes({ eventCount }: Statement, bytesPerEvent: number): Buffer {
  return Buffer.alloc(Math.round(eventCount * bytesPerEvent), 0x61);
}

/** A name of a value; what follows two colons is a type. */
const VALUE = /(?<!:):([a-z]\w*)/gi;

/** A statement for `pg`: names of values become numbers, `order` says which value each is. */
export function numbered(sql: string): { text: string; order: readonly string[] } {
  const order: string[] = [];
  const text = sql.replaceAll(VALUE, (_, name: string) => {
    if (!order.includes(name)) order.push(name);
    return `$${order.indexOf(name) + 1}`;
  });
  return { text, order };
}

/** A statement for pgbench: bytes and texts that stay the same are written out, the rest are its variables. */
export function inlined(statement: Statement, bytesPerEvent: number): string {
  const fixed: Readonly<Record<string, string>> = {
    course: literal(statement.course),
    userData: literal(USER_DATA_BYTES),
    events: literal(eventBytes(statement, bytesPerEvent)),
    eventCount: String(statement.eventCount),
    client: ':client_id',
    id: `lpad((:client_id * 100000000::bigint + :number)::text, 16, '0')`,
  };
  const sql = statement.sql.replaceAll(VALUE, (whole, name: string) => fixed[name] ?? whole);
  return `${sql.replaceAll(/\s*\n\s*/g, ' ')};`;
}

function literal(bytes: Buffer): string {
  return `'\\x${bytes.toString('hex')}'::bytea`;
}
