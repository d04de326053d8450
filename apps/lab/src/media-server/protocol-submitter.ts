import { type Client, RequestSubmit, type Sent } from '@ixn/protocol';
import type { SubmitAnswer, Submitter } from './submitter.ts';

/** How long an intake's caller waits for the Interaction Server. */
const SUBMIT_TIMEOUT_MS = 20_000;

/** Submits over a registered media server client. `onAcked` is told of every acknowledged interaction before the caller is. */
export class ProtocolSubmitter implements Submitter {
  readonly #client: Client;
  readonly #onAcked: (interactionId: string) => void;

  constructor(client: Client, onAcked: (interactionId: string) => void) {
    this.#client = client;
    this.#onAcked = onAcked;
  }

  async submit(attributes: Readonly<Record<string, unknown>>): Promise<SubmitAnswer> {
    const request = attributes as Sent<typeof RequestSubmit>;
    const { Extension = {} } = await this.#client.request(RequestSubmit, request, { timeoutMs: SUBMIT_TIMEOUT_MS });
    const interactionId = Extension['InteractionId'];
    if (typeof interactionId !== 'string') throw new Error('EventAck without Extension.InteractionId');
    this.#onAcked(interactionId);
    return { interactionId, duplicate: Extension['Duplicate'] === 1 };
  }
}
