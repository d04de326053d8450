import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from 'pino';
import { type MailRoute, mailInteraction } from './mail-interaction.ts';
import { type MailStore, MailTooLarge, type StoredMail } from './mail-store.ts';
import type { Submitter } from './submitter.ts';

export interface SmtpIntakeOptions {
  readonly host: string;
  readonly port: number;
  readonly maxMailBytes: number;
  readonly maxConnections: number;
  readonly maxRecipients: number;
  readonly store: MailStore;
  readonly submitter: Submitter;
  /** Undefined: nobody takes mail for this address. */
  readonly routeOf: (recipient: string) => MailRoute | undefined;
  readonly log: Logger;
}

const SOCKET_TIMEOUT_MS = 60_000;
const CLOSE_TIMEOUT_MS = 5_000;

/** A failure with the SMTP reply that the sender shall see. */
class SmtpReply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/**
 * Takes mail over SMTP. The sender hears 250 only when the raw mail is on disk and the Interaction Server has acknowledged one
 * interaction for each recipient; else 451, and a sender that tries again makes no second interaction.
 */
export class SmtpIntake {
  readonly #options: SmtpIntakeOptions;
  readonly #server: SMTPServer;

  constructor(options: SmtpIntakeOptions) {
    this.#options = options;
    this.#server = new SMTPServer({
      name: 'ixn-media-server',
      banner: 'IXN media server',
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      size: options.maxMailBytes,
      maxClients: options.maxConnections,
      socketTimeout: SOCKET_TIMEOUT_MS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      onRcptTo: (address, session, callback) => callback(this.#checkRecipient(address.address, session)),
      onData: (stream, session, callback) => {
        this.#take(stream, session).then(
          (reply) => callback(null, reply),
          (error: unknown) => callback(this.#replyTo(error)),
        );
      },
    });
    this.#server.on('error', (error) => options.log.warn({ error: error.message }, 'SMTP connection failed'));
  }

  /** Resolves with the port when it listens. */
  async listen(): Promise<number> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #checkRecipient(recipient: string, session: SMTPServerSession): Error | null {
    if (this.#options.routeOf(recipient) === undefined) return new SmtpReply(550, `no mailbox ${recipient} here`);
    if (session.envelope.rcptTo.length >= this.#options.maxRecipients) {
      return new SmtpReply(452, `at most ${this.#options.maxRecipients} recipients in one mail`);
    }
    return null;
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const receivedAt = new Date();
    const stored = await this.#options.store.store(stream, receivedAt);
    const mail = await this.#parse(stored);
    const recipients = new Set(session.envelope.rcptTo.map((recipient) => recipient.address));
    const ids: string[] = [];
    for (const recipient of recipients) {
      const route = this.#options.routeOf(recipient);
      if (route === undefined) throw new SmtpReply(550, `no mailbox ${recipient} here`);
      const submission = mailInteraction(mail, stored, recipient, receivedAt, route);
      const { interactionId, duplicate } = await this.#options.submitter.submit({ ...submission });
      this.#options.log.info({ interactionId, duplicate, mail: stored.reference }, 'mail taken');
      ids.push(interactionId);
    }
    return `OK ${ids.join(' ')}`;
  }

  async #parse(stored: StoredMail): Promise<ParsedMail> {
    const raw = this.#options.store.read(stored.reference);
    try {
      return await simpleParser(raw, { skipHtmlToText: false, skipImageLinks: true, skipTextToHtml: true });
    } finally {
      raw.destroy();
    }
  }

  #replyTo(error: unknown): Error {
    const message = error instanceof Error ? error.message : String(error);
    this.#options.log.warn({ error: message }, 'mail not taken');
    if (error instanceof SmtpReply) return error;
    if (error instanceof MailTooLarge) return new SmtpReply(552, message);
    return new SmtpReply(451, `try again later: ${message}`);
  }
}
