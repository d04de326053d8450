import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailStore } from '../../src/media-server/mail-store.ts';
import { SmtpIntake } from '../../src/media-server/smtp-intake.ts';
import type { SubmitAnswer } from '../../src/media-server/submitter.ts';

const MAX_BYTES = 64 * 1024;

let folder: string;
let intake: SmtpIntake;
let port: number;
let submitted: Record<string, unknown>[];
let answer: (attributes: Readonly<Record<string, unknown>>) => Promise<SubmitAnswer>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ixn-smtp-'));
  submitted = [];
  answer = async (attributes) => ({ interactionId: String(attributes['InteractionId']), duplicate: false });
  intake = new SmtpIntake({
    host: '127.0.0.1',
    port: 0,
    maxMailBytes: MAX_BYTES,
    maxConnections: 10,
    maxRecipients: 2,
    store: new MailStore(folder, MAX_BYTES),
    submitter: {
      submit: (attributes) => {
        submitted.push({ ...attributes, stored: storedMails() });
        return answer(attributes);
      },
    },
    routeOf: (recipient) => (recipient.startsWith('nobody') ? undefined : { tenantId: 't', queue: recipient }),
    log: pino({ level: 'silent' }),
  });
  port = await intake.listen();
});

afterEach(async () => {
  await intake.close();
  rmSync(folder, { recursive: true, force: true });
});

function storedMails(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'));
}

async function send(to: string[], text = 'hello'): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail({
      from: 'a@example.org',
      to,
      subject: 's',
      text,
      messageId: '<m@x>',
    });
    return response;
  } catch (error) {
    return (error as { response?: string }).response ?? String(error);
  } finally {
    transport.close();
  }
}

describe('SMTP intake', () => {
  it('answers 250 with the mail on disk before anything is submitted, one interaction for each recipient', async () => {
    const response = await send(['support@example.org', 'sales@example.org']);
    expect(response).toMatch(/^250 OK [0-9A-Z]{16} [0-9A-Z]{16}$/);
    expect(submitted.map((attributes) => attributes['Queue'])).toEqual(['support@example.org', 'sales@example.org']);
    expect(submitted[0]?.['stored']).toHaveLength(1);
    const [stored = ''] = storedMails();
    expect(readFileSync(join(folder, stored), 'utf8')).toContain('Subject: s');
  });

  it('answers 451 when the Interaction Server does not acknowledge', async () => {
    answer = () => Promise.reject(new Error('database unavailable'));
    expect(await send(['support@example.org'])).toMatch(/^451 .*database unavailable/);
  });

  it('answers 451 when one of two recipients is not acknowledged, and the same ids come again', async () => {
    let failing = true;
    answer = async (attributes) => {
      if (failing && attributes['Queue'] === 'sales@example.org') throw new Error('no answer');
      return { interactionId: String(attributes['InteractionId']), duplicate: !failing };
    };
    expect(await send(['support@example.org', 'sales@example.org'])).toMatch(/^451/);
    failing = false;
    expect(await send(['support@example.org', 'sales@example.org'])).toMatch(/^250/);
    const ids = submitted.map((attributes) => attributes['InteractionId']);
    expect(ids).toEqual([ids[0], ids[1], ids[0], ids[1]]);
  });

  it('answers 552 to a mail beyond the limit and keeps nothing of it', async () => {
    expect(await send(['support@example.org'], 'x'.repeat(MAX_BYTES))).toMatch(/^552/);
    expect(submitted).toEqual([]);
    expect(storedMails()).toEqual([]);
  });

  it('answers 451 when the mail cannot be stored', async () => {
    rmSync(folder, { recursive: true, force: true });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(folder, 'in the way');
    expect(await send(['support@example.org'])).toMatch(/^451/);
    expect(submitted).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });

  it('refuses recipients that nobody routes', async () => {
    expect(await send(['nobody@example.org'])).toMatch(/^550 no mailbox nobody@example.org here/);
  });

  it('refuses too many recipients', async () => {
    const response = await send(['a@x.org', 'b@x.org', 'c@x.org']);
    expect(response).toMatch(/^250/);
    expect(submitted).toHaveLength(2);
  });
});
