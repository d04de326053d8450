import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { cleanText, cutToBytes } from '../../src/media-server/bounded-text.ts';
import { interactionIdOfMail } from '../../src/media-server/interaction-id.ts';
import { MAX_TEXT_BYTES, mailInteraction, type MailSubmission } from '../../src/media-server/mail-interaction.ts';
import type { StoredMail } from '../../src/media-server/mail-store.ts';

const STORED: StoredMail = { reference: '2026-01-31/abc.eml', path: '/x', size: 999, sha256: 'abc' };
const RECEIVED = new Date('2026-01-31T12:00:00Z');
const ROUTE = { tenantId: 't', queue: 'email.inbound' };

async function taken(raw: string, recipient = 'support@example.org'): Promise<MailSubmission> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  return mailInteraction(mail, STORED, recipient, RECEIVED, ROUTE);
}

const MULTIPART = [
  'From: =?utf-8?q?J=C3=BCrgen?= <jm@example.org>',
  'To: support@example.org, sales@example.org',
  'Subject: =?utf-8?B?QmVzdGVsbHVuZyDwn5qA?=',
  'Message-ID: <m1@example.org>',
  'X-Spam-Score: 0.1',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b1',
  '',
  '--b1',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe',
  '--b1',
  'Content-Type: application/pdf; name="rechnung.pdf"',
  'Content-Disposition: attachment; filename="rechnung.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0xLjQK',
  '--b1--',
  '',
].join('\r\n');

describe('a mail as an interaction', () => {
  it('decodes headers and text, lists attachments, keeps the reference', async () => {
    expect(await taken(MULTIPART)).toMatchObject({
      TenantId: 't',
      MediaType: 'email',
      InteractionSubtype: 'InboundNew',
      Queue: 'email.inbound',
      ExternalId: '<m1@example.org>',
      ReceivedAt: RECEIVED,
      UserData: {
        Subject: 'Bestellung 🚀',
        FromAddress: 'jm@example.org',
        FromPersonal: 'Jürgen',
        To: 'support@example.org, sales@example.org',
        Mailbox: 'support@example.org',
        Text: 'Grüße',
        Attachments: [{ Name: 'rechnung.pdf', ContentType: 'application/pdf', Size: 9 }],
        AttachmentCount: 1,
        Headers: { 'x-spam-score': '0.1' },
        MailReference: '2026-01-31/abc.eml',
      },
    });
  });

  it('is a reply when it refers to another mail', async () => {
    const reply = await taken(`In-Reply-To: <m0@example.org>\r\n${MULTIPART}`);
    expect(reply.InteractionSubtype).toBe('InboundReply');
    expect(reply.UserData['InReplyTo']).toBe('<m0@example.org>');
  });

  it('takes text out of HTML when there is nothing else', async () => {
    const html = await taken('Content-Type: text/html\r\n\r\n<p>Hello <b>you</b></p>');
    expect(html.UserData['Text']).toBe('Hello you');
  });

  it('cuts text beyond 16 KiB and says so', async () => {
    const long = await taken(`Content-Type: text/plain; charset=utf-8\r\n\r\n${'ü'.repeat(MAX_TEXT_BYTES)}`);
    expect(Buffer.byteLength(String(long.UserData['Text']))).toBeLessThanOrEqual(MAX_TEXT_BYTES);
    expect(long.UserData).toMatchObject({ TextTruncated: true, TextBytes: 2 * MAX_TEXT_BYTES });
    expect((await taken(MULTIPART)).UserData).not.toHaveProperty('TextTruncated');
  });

  it('gives the same id for the same mail and recipient, another for another', async () => {
    const [first, again, other] = [
      await taken(MULTIPART),
      await taken(MULTIPART, 'Support@Example.org'),
      await taken(MULTIPART, 'sales@example.org'),
    ].map((submission) => submission.InteractionId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/^[0-9A-Z]{16}$/);
  });

  it('goes by its bytes when it has no Message-ID', async () => {
    const submission = await taken('Subject: x\r\n\r\ny');
    expect(submission.ExternalId).toBe('<abc@no-message-id>');
    expect(submission.InteractionId).toBe(interactionIdOfMail('<abc@no-message-id>', 'support@example.org'));
  });

  it('fits into 32 KiB of user data whatever comes', async () => {
    const headers = Array.from({ length: 500 }, (_, n) => `X-Header-${n}: ${'v'.repeat(900)}`).join('\r\n');
    const submission = await taken(`${headers}\r\nSubject: ${'s'.repeat(5000)}\r\n\r\n${'t'.repeat(100_000)}`);
    expect(Buffer.byteLength(JSON.stringify(submission.UserData))).toBeLessThan(32 * 1024);
  });
});

describe('bounded text', () => {
  it.each([
    ['short', 10, 'short'],
    ['üüü', 4, 'üü'],
    ['üüü', 5, 'üü'],
    ['a🚀b', 4, 'a'],
    ['a🚀b', 5, 'a🚀'],
  ])('cuts %s to %i bytes', (text, bytes, expected) => {
    expect(cutToBytes(text, bytes)).toBe(expected);
  });

  it('is well-formed and free of NUL', () => {
    expect(cleanText('a\0b\uD800c')).toBe('a\uFFFDb\uFFFDc');
  });
});
