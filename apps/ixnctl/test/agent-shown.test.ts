import { EventInvite, EventRevoked, NotConnected, type Plain, type ReceivedEvent } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { asJson, asWords } from '../src/agent-shown.ts';

const invited = (attributes: Plain<typeof EventInvite>): ReceivedEvent => ({
  event: EventInvite,
  attributes,
  referenceId: 0,
  proxyClientId: 0,
});

describe('words for a person', () => {
  test('what is offered, without what could steer a terminal', () => {
    const Interaction = {
      InteractionId: 'X',
      MediaType: 'email',
      UserData: { Subject: 'Hi\u001b[31m\n\u202eyou', From: 'a@example.org', Text: 'x'.repeat(200), Other: 'no' },
    };
    expect(asWords.event(invited({ Interaction, Operation: 'RouteToAgent', TicketId: 1 }))).toBe(
      `offered X (email) · From: a@example.org · Subject: Hi [31m you · Text: ${'x'.repeat(100)}…`,
    );
  });

  test('what is again the agent’s, and what was taken back', () => {
    expect(
      asWords.event(invited({ Interaction: { InteractionId: 'X', MediaType: 'chat' }, Operation: 'Restore' })),
    ).toBe('again yours X (chat)');
    const revoked = { Interaction: { InteractionId: 'X' }, Reason: { ReasonSystemName: 'Timeout' } };
    expect(asWords.event({ event: EventRevoked, attributes: revoked, referenceId: 0, proxyClientId: 0 })).toBe(
      'taken back X: Timeout',
    );
  });

  test.each([
    [undefined, 'accept X: done', '{"Did":"accept","InteractionId":"X"}'],
    [new NotConnected('away'), 'accept X: away', '{"Did":"accept","InteractionId":"X","Fault":"away"}'],
  ])('a deed that ended with %s', (error, words, json) => {
    const deed = { what: 'accept', interactionId: 'X', error } as const;
    expect([asWords.deed(deed), asJson.deed(deed)]).toEqual([words, json]);
  });
});
