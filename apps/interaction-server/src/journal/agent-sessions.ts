import { Reader, Writer } from '@ixn/protocol';
import type { AgentSession, MediaState } from '../state/agent-session.ts';
import { makeColumns, resetColumns } from './columns.ts';
import type { Row } from './session.ts';

const writer = new Writer(1024);
const reader = new Reader();

/** Rows of the table `agent_sessions` that a batch writes, column by column. */
export class AgentSessionRows {
  readonly columns = makeColumns({
    agent_id: 'text',
    place_id: 'text',
    logged_in_at: 'timestamptz',
    do_not_disturb: 'boolean',
    media: 'bytea',
    reason: 'bytea',
  });

  get count(): number {
    return this.columns.agent_id.count;
  }

  reset(): void {
    resetColumns(this.columns);
  }

  addKey(session: AgentSession): void {
    const { columns } = this;
    columns.agent_id.text(session.agentId);
    columns.place_id.text(session.placeId);
  }

  add(session: AgentSession): void {
    const { columns } = this;
    this.addKey(session);
    columns.logged_in_at.time(session.loggedInAt);
    columns.do_not_disturb.bool(session.doNotDisturb);
    columns.reason.packed(session.reason);
    writer.reset();
    writeMedia(writer, session.media);
    columns.media.bytes(writer.buffer, 0, writer.pos);
  }
}

/** MessagePack: [[name, ready, reason], …]; a reason is the bytes of a packed map, or none. */
function writeMedia(into: Writer, media: readonly MediaState[]): void {
  into.array(media.length);
  for (const { name, ready, reason } of media) {
    into.array(3);
    into.str(name);
    into.bool(ready);
    into.bin(Buffer.from(reason, 'latin1'));
  }
}

function readMedia(from: Reader): MediaState[] {
  const media: MediaState[] = [];
  for (let count = from.array(); count > 0 && from.error === undefined; count--) {
    const parts = from.array();
    from.str();
    const name = from.buffer.toString('utf8', from.first, from.last);
    const ready = from.bool();
    from.bin();
    const reason = from.buffer.toString('latin1', from.first, from.last);
    for (let known = 3; known < parts; known++) from.skip();
    media.push({ name, ready, reason });
  }
  return media;
}

/** A row of `recover-agent-sessions.sql`. Nobody is connected yet: `client` is 0. */
export function readAgentSession(row: Row): AgentSession {
  const [agentId, placeId, loggedInAt, doNotDisturb, media, reason] = row as [
    string,
    string,
    number,
    boolean,
    Buffer,
    Buffer,
  ];
  reader.reset(media, 0, media.length);
  const states = readMedia(reader);
  if (reader.error !== undefined) throw new Error(`session of agent ${agentId} cannot be read: ${reader.detail}`);
  return {
    agentId,
    placeId,
    loggedInAt: Math.round(loggedInAt),
    media: states,
    doNotDisturb,
    reason: reason.toString('latin1'),
    client: 0,
  };
}
