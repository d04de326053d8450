import type { Reader, Writer } from '@ixn/protocol';
import type { Interaction, RetryRecord } from '../state/interaction.ts';
import type { Invitation, InvitationOperation, Party, Visibility } from '../state/party.ts';
import { type Origin, PLACE_NUMBERS, type Place } from '../state/place.ts';

/**
 * The course of an interaction: what has no column of its own, because only the server reads it. MessagePack, positional:
 *
 *   course      [1, place, parties, invitations, retry or nil]
 *   place       queue: [] or [queue] where it is not the row's   workbin: [type, owner]
 *               router: [router, strategy, submitter, view, origin, since]   agents: [origin or nil, view, since]
 *               snapshot lock: [snapshot, origin]
 *   origin      [queue] or [type, owner]
 *   party       [0, router, strategy] or [1, agent, place, visibility, joined]
 *   invitation  [ticket, operation, agent, place, visibility, by, request key, invited]
 *   retry       [key, router, request, error, attribute, text, at]
 *
 * Later releases may append to any of these lists: what is not known is passed over.
 */
const VERSION = 1;

/** Course of most interactions: in the row's queue, with nobody. */
const WAITING = Buffer.from([0x95, VERSION, 0x90, 0x90, 0x90, 0xc0]);

const NO_PARTIES: readonly Party[] = Object.freeze([]);
const NO_INVITATIONS: readonly Invitation[] = Object.freeze([]);

export interface Course {
  readonly place: Place;
  readonly parties: readonly Party[];
  readonly invitations: readonly Invitation[];
  readonly retry: RetryRecord | null;
}

export function writeCourse(writer: Writer, interaction: Interaction): void {
  const { place, parties, invitations, retry } = interaction;
  writer.array(5);
  writer.int(VERSION);
  writePlace(writer, place, interaction.queue);
  writer.array(parties.length);
  for (const party of parties) writeParty(writer, party);
  writer.array(invitations.length);
  for (const invitation of invitations) writeInvitation(writer, invitation);
  if (retry === null) writer.nil();
  else writeRetry(writer, retry);
}

function writePlace(writer: Writer, place: Place, queue: string): void {
  switch (place.kind) {
    case 'queue':
      if (place.queue === queue) writer.array(0);
      else writeOrigin(writer, place);
      return;
    case 'workbin':
      writeOrigin(writer, place);
      return;
    case 'router':
      writer.array(6);
      writer.str(place.router);
      writer.str(place.strategy);
      writer.str(place.submitter);
      writer.str(place.view);
      writeOrigin(writer, place.origin);
      writeNumber(writer, place.since);
      return;
    case 'agents':
      writer.array(3);
      if (place.origin === null) writer.nil();
      else writeOrigin(writer, place.origin);
      writer.str(place.view);
      writeNumber(writer, place.since);
      return;
    case 'snapshot-lock':
      writer.array(2);
      writer.str(place.snapshot);
      writeOrigin(writer, place.behind);
      return;
    case 'stopped':
      throw new Error('a stopped interaction has no row');
  }
}

function writeOrigin(writer: Writer, origin: Origin): void {
  if (origin.kind === 'queue') {
    writer.array(1);
    writer.str(origin.queue);
  } else {
    writer.array(2);
    writer.str(origin.workbin.type);
    writer.str(origin.workbin.owner);
  }
}

function writeParty(writer: Writer, party: Party): void {
  if (party.kind === 'router') {
    writer.array(3);
    writer.int(0);
    writer.str(party.routerId);
    writer.str(party.strategyId);
  } else {
    writer.array(5);
    writer.int(1);
    writer.str(party.agentId);
    writer.str(party.placeId);
    writer.str(party.visibility);
    writeNumber(writer, party.joinedAt);
  }
}

function writeInvitation(writer: Writer, invitation: Invitation): void {
  writer.array(8);
  writer.int(invitation.ticket);
  writer.str(invitation.operation);
  writer.str(invitation.agentId);
  writer.str(invitation.placeId);
  writer.str(invitation.visibility);
  writer.str(invitation.by);
  writer.str(invitation.requestKey);
  writeNumber(writer, invitation.invitedAt);
}

export function writeRetry(writer: Writer, retry: RetryRecord): void {
  writer.array(7);
  writer.str(retry.key);
  writer.str(retry.router);
  writer.str(retry.request);
  writer.int(retry.error);
  writer.str(retry.attribute);
  writer.str(retry.text);
  writeNumber(writer, retry.at);
}

function writeNumber(writer: Writer, value: number): void {
  if (Number.isSafeInteger(value)) writer.int(value);
  else writer.float(value);
}

/**
 * Reads the course from bytes `start` … `end`. `place` is the row's number; `inQueue` the place of all that wait in the row's queue.
 * Throws when the bytes are not a course that this release knows.
 */
export function readCourse(
  reader: Reader,
  bytes: Buffer,
  start: number,
  end: number,
  place: number,
  inQueue: Place,
): Course {
  if (place === PLACE_NUMBERS.queue && isWaiting(bytes, start, end)) {
    return { place: inQueue, parties: NO_PARTIES, invitations: NO_INVITATIONS, retry: null };
  }
  reader.reset(bytes, start, end);
  const count = reader.array();
  const version = readNumber(reader);
  if (version !== VERSION) throw new Error(`its course has version ${version}: this release knows ${VERSION}`);
  const course: Course = {
    place: readPlace(reader, place, inQueue),
    parties: readList(reader, readParty, NO_PARTIES),
    invitations: readList(reader, readInvitation, NO_INVITATIONS),
    retry: reader.nil() ? null : readRetry(reader),
  };
  skip(reader, count - 5);
  if (reader.error !== undefined) throw new Error(`its course is damaged: ${reader.detail}`);
  return course;
}

function isWaiting(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== WAITING.length) return false;
  for (let index = 0; index < WAITING.length; index++) if (bytes[start + index] !== WAITING[index]) return false;
  return true;
}

function readPlace(reader: Reader, place: number, inQueue: Place): Place {
  const count = reader.array();
  switch (place) {
    case PLACE_NUMBERS.queue:
      return count === 0 ? inQueue : readOriginParts(reader, count);
    case PLACE_NUMBERS.workbin:
      return readOriginParts(reader, count);
    case PLACE_NUMBERS.router: {
      const router = readText(reader);
      const strategy = readText(reader);
      const submitter = readText(reader);
      const view = readText(reader);
      const origin = readOriginParts(reader, reader.array());
      const since = readNumber(reader);
      skip(reader, count - 6);
      return { kind: 'router', router, strategy, submitter, view, origin, since };
    }
    case PLACE_NUMBERS.agents: {
      const origin = reader.nil() ? null : readOriginParts(reader, reader.array());
      const view = readText(reader);
      const since = readNumber(reader);
      skip(reader, count - 3);
      return { kind: 'agents', origin, view, since };
    }
    case PLACE_NUMBERS['snapshot-lock']: {
      const snapshot = readText(reader);
      const behind = readOriginParts(reader, reader.array());
      skip(reader, count - 2);
      return { kind: 'snapshot-lock', snapshot, behind };
    }
    default:
      throw new Error(`its place is ${place}, which this release does not know`);
  }
}

function readOriginParts(reader: Reader, count: number): Origin {
  const first = readText(reader);
  if (count === 1) return { kind: 'queue', queue: first };
  const owner = readText(reader);
  skip(reader, count - 2);
  return { kind: 'workbin', workbin: { type: first, owner } };
}

function readParty(reader: Reader): Party {
  const count = reader.array();
  const isAgent = readNumber(reader) === 1;
  if (!isAgent) {
    const party: Party = { kind: 'router', routerId: readText(reader), strategyId: readText(reader) };
    skip(reader, count - 3);
    return party;
  }
  const party: Party = {
    kind: 'agent',
    agentId: readText(reader),
    placeId: readText(reader),
    visibility: readText(reader) as Visibility,
    joinedAt: readNumber(reader),
  };
  skip(reader, count - 5);
  return party;
}

function readInvitation(reader: Reader): Invitation {
  const count = reader.array();
  const invitation: Invitation = {
    ticket: readNumber(reader),
    operation: readText(reader) as InvitationOperation,
    agentId: readText(reader),
    placeId: readText(reader),
    visibility: readText(reader) as Visibility,
    by: readText(reader),
    requestKey: readText(reader),
    invitedAt: readNumber(reader),
  };
  skip(reader, count - 8);
  return invitation;
}

export function readRetry(reader: Reader): RetryRecord {
  const count = reader.array();
  const retry: RetryRecord = {
    key: readText(reader),
    router: readText(reader),
    request: readText(reader),
    error: readNumber(reader),
    attribute: readText(reader),
    text: readText(reader),
    at: readNumber(reader),
  };
  skip(reader, count - 7);
  return retry;
}

function readList<T>(reader: Reader, read: (reader: Reader) => T, none: readonly T[]): readonly T[] {
  const count = reader.array();
  if (count === 0) return none;
  const list: T[] = [];
  for (let index = 0; index < count && reader.error === undefined; index++) list.push(read(reader));
  return list;
}

function readText(reader: Reader): string {
  reader.str();
  return reader.buffer.toString('utf8', reader.first, reader.last);
}

function readNumber(reader: Reader): number {
  // A float's first byte is 0xcb: nothing that the integers' reader takes.
  const value = reader.buffer[reader.pos] === 0xcb ? reader.float() : reader.int();
  return Number(value);
}

function skip(reader: Reader, count: number): void {
  for (let index = 0; index < count; index++) reader.skip();
}
