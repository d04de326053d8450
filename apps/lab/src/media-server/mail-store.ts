import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A mail that is safely on disk. */
export interface StoredMail {
  /** Name within the store: date/sha256.eml. Goes into user data as `MailReference`. */
  readonly reference: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** The mail was longer than allowed; nothing was kept. */
export class MailTooLarge extends Error {
  override readonly name = 'MailTooLarge';
}

/**
 * Raw mails as files, one folder a day, named by content, so that the same bytes are stored once.
 * A mail is written to a temporary file, flushed, renamed, and its folder flushed: when `store` resolves it survives a power cut.
 */
export class MailStore {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Reads the stream to its end. Rejects with {@link MailTooLarge}, or with the file system's error (a full disk). */
  async store(source: Readable, receivedAt: Date): Promise<StoredMail> {
    const day = receivedAt.toISOString().slice(0, 10);
    const folder = join(this.#folder, day);
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `.${randomUUID()}.part`);
    const hash = createHash('sha256');
    let size = 0;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          size += chunk.length;
          // The rest is read and dropped: an SMTP client hears of the limit only after it has sent everything.
          if (size > this.#maxBytes) continue;
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        if (size > this.#maxBytes)
          throw new MailTooLarge(`the mail has ${size} bytes, at most ${this.#maxBytes} are taken`);
        await file.sync();
      } finally {
        await file.close();
      }
      const sha256 = hash.digest('hex');
      const reference = `${day}/${sha256}.eml`;
      const path = join(this.#folder, reference);
      await rename(temporary, path);
      await flushFolder(folder);
      return { reference, path, size, sha256 };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** The raw bytes of a stored mail. */
  read(reference: string): Readable {
    return createReadStream(join(this.#folder, reference));
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
