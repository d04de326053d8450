import { createHash } from 'node:crypto';

const ID_LENGTH = 16;
const DIGITS = 36n;

/**
 * InteractionId (16 characters of 0-9A-Z, some 82 bits) of a mail to one recipient. The same Message-ID and recipient give the same
 * id, so a mail that its sender tries again is a duplicate for the Interaction Server, whatever happened in between.
 */
export function interactionIdOfMail(messageId: string, recipient: string): string {
  return digestId(`${messageId}\n${recipient.toLowerCase()}`);
}

/** InteractionId of a key that an HTTP client chose to make its request repeatable. */
export function interactionIdOfKey(key: string): string {
  return digestId(`http\n${key}`);
}

function digestId(text: string): string {
  let rest = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  let id = '';
  while (id.length < ID_LENGTH) {
    id += (rest % DIGITS).toString(36);
    rest /= DIGITS;
  }
  return id.toUpperCase();
}
