import { Reader, Writer } from '@ixn/protocol';
import type { AgentSession, MediaState } from '../state/agent-session.ts';
import type { RecordArray } from './binary-array.ts';
import type { Row } from './session.ts';

const writer = new Writer(1024);
const reader = new Reader();

/** A row of type `agent_session_saved`. */
export function addSession(rows: RecordArray, session: AgentSession): void {
  rows.row();
  rows.text(session.agentId);
  rows.text(session.placeId);
  rows.time(session.loggedInAt);
  rows.bool(session.doNotDisturb);
  writer.reset();
  writeMedia(writer, session.media);
  rows.bytes(writer.buffer, writer.pos);
  rows.packed(session.reason);
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
