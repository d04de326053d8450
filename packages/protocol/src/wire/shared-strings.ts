const SLOTS = 4096;
const MAX_SIZE = 64;

/**
 * Strings that come again and again (tenants, media, queues, agents) become one object each: a hit costs no allocation, and a
 * million interactions share one 'email'. A slot is simply taken over by the next string that falls on it.
 */
const slots: string[] = Array.from({ length: SLOTS }, () => '');

/** Whether bytes of this many may be looked up. */
export function isCacheable(size: number): boolean {
  return size <= MAX_SIZE;
}

/** The string of bytes first…last if they are ASCII without NUL, else undefined. */
export function sharedAscii(buffer: Buffer, first: number, last: number): string | undefined {
  let hash = 0x811c9dc5;
  for (let at = first; at < last; at++) {
    const byte = buffer[at] as number;
    if (byte === 0 || byte >= 0x80) return undefined;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = slots[slot] as string;
  if (known.length === last - first && isSame(known, buffer, first)) return known;
  const text = buffer.toString('latin1', first, last);
  slots[slot] = text;
  return text;
}

function isSame(text: string, buffer: Buffer, first: number): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) !== buffer[first + index]) return false;
  }
  return true;
}
