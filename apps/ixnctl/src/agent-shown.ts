import { EventInvite, EventRevoked, RequestError, type KvValue, type Plain, type ReceivedEvent } from '@ixn/protocol';
import type { Deed } from './agent-desk.ts';
import { jsonOf, refusalOf } from './printed.ts';

/** Keys of user data that a person wants to see of an offer. */
const shownKeys = ['From', 'Subject', 'Text'] as const;
const longestShown = 100;

/** How what an agent hears and does is printed: as a person reads it, or as JSON. */
export interface Shown {
  event(received: ReceivedEvent): string;
  deed(deed: Deed): string;
}

/** One JSON line each; a deed has `Did`, and `ErrorCode` when it was refused. */
export const asJson: Shown = {
  event: jsonOf,
  deed: ({ what, interactionId, error }) => {
    const did = { Did: what, InteractionId: interactionId };
    if (error === undefined) return JSON.stringify(did);
    if (!(error instanceof RequestError)) return JSON.stringify({ ...did, Fault: messageOf(error) });
    return JSON.stringify({ ...did, ErrorCode: error.code, ErrorDescription: error.description });
  },
};

/** One line each, in words where there are some. */
export const asWords: Shown = {
  event: (received) => {
    const { event, attributes } = received;
    if (event === EventInvite) return offer(attributes as Plain<typeof EventInvite>);
    if (event === EventRevoked) return revocation(attributes as Plain<typeof EventRevoked>);
    return jsonOf(received);
  },
  deed: ({ what, interactionId, error }) => {
    if (error === undefined) return `${what} ${interactionId}: done`;
    const why = error instanceof RequestError ? refusalOf(error) : messageOf(error);
    return `${what} ${interactionId}: ${why}`;
  },
};

function offer({ Interaction, Operation }: Plain<typeof EventInvite>): string {
  const said = shownKeys.flatMap((key) => textOf(key, Interaction.UserData?.[key]));
  const head = Operation === 'Restore' ? 'again yours' : 'offered';
  return [`${head} ${Interaction.InteractionId} (${Interaction.MediaType})`, ...said].join(' · ');
}

function revocation({ Interaction, Reason }: Plain<typeof EventRevoked>): string {
  const why = Reason?.ReasonDescription ?? Reason?.ReasonSystemName;
  return `taken back ${Interaction.InteractionId}${why === undefined ? '' : `: ${why}`}`;
}

/** What mails and chats bring must not move the cursor or recolour the terminal. */
function textOf(key: string, value: KvValue | undefined): string[] {
  if (typeof value !== 'string') return [];
  const plain = value.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return [`${key}: ${plain.length > longestShown ? `${plain.slice(0, longestShown)}…` : plain}`];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}
