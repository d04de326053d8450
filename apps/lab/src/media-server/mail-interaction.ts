import type { AddressObject, ParsedMail } from 'mailparser';
import { cleanText, cutToBytes } from './bounded-text.ts';
import { interactionIdOfMail } from './interaction-id.ts';
import type { StoredMail } from './mail-store.ts';

/** Text beyond this many bytes stays in the stored mail only. */
export const MAX_TEXT_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 1024;
const MAX_HEADERS_BYTES = 6 * 1024;
const MAX_ADDRESSES_BYTES = 1024;
const MAX_ATTACHMENTS = 50;
/** Longest system text attribute of the protocol. */
const MAX_ATTRIBUTE_BYTES = 255;

/** Where mail to a recipient goes. */
export interface MailRoute {
  readonly tenantId: string;
  readonly queue: string;
}

/** Attributes of the RequestSubmit that a mail becomes. */
export interface MailSubmission {
  readonly TenantId: string;
  readonly MediaType: 'email';
  readonly InteractionType: 'Inbound';
  readonly InteractionSubtype: 'InboundNew' | 'InboundReply';
  readonly Queue: string;
  readonly InteractionId: string;
  readonly ExternalId: string;
  readonly IsOnline: boolean;
  readonly ReceivedAt: Date;
  readonly UserData: Readonly<Record<string, unknown>>;
}

/**
 * A mail to one recipient as an interaction of media email. User data: who, subject, the decoded text (cut at 16 KiB, which
 * `TextTruncated` says), names, types and sizes of attachments, the other headers, and `MailReference`, the stored mail.
 */
export function mailInteraction(
  mail: ParsedMail,
  stored: StoredMail,
  recipient: string,
  receivedAt: Date,
  route: MailRoute,
): MailSubmission {
  const messageId = cleanText(mail.messageId ?? `<${stored.sha256}@no-message-id>`);
  const text = cleanText(mail.text ?? '');
  const cut = cutToBytes(text, MAX_TEXT_BYTES);
  const from = mail.from?.value[0];
  const isReply = mail.inReplyTo !== undefined || mail.references !== undefined;
  const attachments = mail.attachments.slice(0, MAX_ATTACHMENTS).map((attachment) => ({
    Name: cutToBytes(cleanText(attachment.filename ?? ''), MAX_ATTRIBUTE_BYTES),
    ContentType: cutToBytes(cleanText(attachment.contentType), MAX_ATTRIBUTE_BYTES),
    Size: attachment.size,
  }));
  return {
    TenantId: route.tenantId,
    MediaType: 'email',
    InteractionType: 'Inbound',
    InteractionSubtype: isReply ? 'InboundReply' : 'InboundNew',
    Queue: route.queue,
    InteractionId: interactionIdOfMail(messageId, recipient),
    ExternalId: cutToBytes(messageId, MAX_ATTRIBUTE_BYTES),
    IsOnline: false,
    ReceivedAt: receivedAt,
    UserData: {
      Subject: header(mail.subject),
      FromAddress: header(from?.address),
      FromPersonal: header(from?.name),
      To: addresses(mail.to),
      Cc: addresses(mail.cc),
      ReplyTo: addresses(mail.replyTo),
      Mailbox: header(recipient),
      MessageId: header(messageId),
      ...(mail.inReplyTo === undefined ? {} : { InReplyTo: header(mail.inReplyTo) }),
      ...(mail.references === undefined ? {} : { References: header([mail.references].flat().join(' ')) }),
      ...(mail.date === undefined ? {} : { Date: mail.date }),
      Text: cut,
      ...(cut.length === text.length ? {} : { TextTruncated: true, TextBytes: Buffer.byteLength(text) }),
      Attachments: attachments,
      AttachmentCount: mail.attachments.length,
      Headers: otherHeaders(mail),
      MailReference: stored.reference,
      MailSize: stored.size,
    },
  };
}

function header(value: string | undefined): string {
  return cutToBytes(cleanText(value ?? ''), MAX_HEADER_BYTES);
}

function addresses(value: AddressObject | AddressObject[] | undefined): string {
  const text = [value ?? []].flat().map((one) => one.text);
  return cutToBytes(cleanText(text.join(', ')), MAX_ADDRESSES_BYTES);
}

/** Said by attributes of their own already. */
const TOLD = new Set(['subject', 'from', 'to', 'cc', 'reply-to', 'message-id', 'in-reply-to', 'references', 'date']);

/** The remaining headers as they stand, first come first kept, bounded in sum. */
function otherHeaders(mail: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {};
  let bytes = 0;
  for (const { key, line } of mail.headerLines) {
    if (TOLD.has(key) || key in headers) continue;
    const name = cutToBytes(cleanText(key), MAX_ATTRIBUTE_BYTES);
    const value = header(
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\s*\r?\n\s+/g, ' ')
        .trim(),
    );
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    if (bytes > MAX_HEADERS_BYTES) break;
    headers[name] = value;
  }
  return headers;
}
