/** The bytes of answers that a load needs, found without decoding the rest. */

const ID_SIZE = 16;
/** `InteractionId` as a str, and the header of an id of 16 characters. */
const ID_KEY = Buffer.from([0xa0 + 13, ...Buffer.from('InteractionId'), 0xa0 + ID_SIZE]);
const TICKET_KEY = Buffer.from([0xa0 + 8, ...Buffer.from('TicketId')]);

/** Where the InteractionId of the first interaction in a body starts; -1 when there is none. */
export function findInteractionId(buffer: Buffer, start: number, end: number): number {
  const at = find(buffer, start, end, ID_KEY);
  return at < 0 || at + ID_SIZE > end ? -1 : at;
}

/** The number after the key TicketId; -1 when there is none. */
export function findTicket(buffer: Buffer, start: number, end: number): number {
  const at = find(buffer, start, end, TICKET_KEY);
  if (at < 0) return -1;
  const byte = buffer[at] as number;
  if (byte < 0x80) return byte;
  if (byte === 0xcc) return buffer[at + 1] as number;
  if (byte === 0xcd) return buffer.readUInt16BE(at + 1);
  if (byte === 0xce) return buffer.readUInt32BE(at + 1);
  if (byte === 0xcf) return Number(buffer.readBigUInt64BE(at + 1));
  return -1;
}

/** Where what follows `key` starts; -1 when the key is not there. The keys stand near the front of a body. */
function find(buffer: Buffer, start: number, end: number, key: Buffer): number {
  const size = key.length;
  const first = key[0] as number;
  for (let pos = start; pos + size <= end; pos++) {
    if (buffer[pos] !== first) continue;
    let index = 1;
    while (index < size && buffer[pos + index] === key[index]) index++;
    if (index === size) return pos + size;
  }
  return -1;
}
