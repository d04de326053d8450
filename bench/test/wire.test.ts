import {
  decodeBody,
  encodeFrame,
  EventInvite,
  EventPulledInteractions,
  HEADER_SIZE,
  pack,
  RequestAccept,
  RequestDeliver,
  RequestStopProcessing,
  Writer,
} from '@ixn/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { submitFrame, USER_DATA_SIZE } from '../src/speed/content.ts';
import { findInteractionId, findTicket } from '../src/speed/wire/bodies.ts';
import { frameOf, patchReference } from '../src/speed/wire/connection.ts';
import {
  acceptFrame,
  deliverFrame,
  interactionIdAt,
  patchInteractionId,
  patchTicket,
  stopFrame,
} from '../src/speed/wire/life-frames.ts';

const ID = '0001ABCDEFGHIJKL';
const PROPERTIES = { InteractionId: ID, TenantId: 'tenant', UserData: pack({ TicketId: 'not this one' }) };

describe('what a load reads of answers', () => {
  it('is the id of the interaction that was pulled', () => {
    const frame = frameOf(EventPulledInteractions, { Interactions: [PROPERTIES] });
    const at = findInteractionId(frame, HEADER_SIZE, frame.length);
    expect(interactionIdAt(frame, at)).toBe(ID);
  });

  it('is nothing when nothing was pulled', () => {
    const frame = frameOf(EventPulledInteractions, { Interactions: [] });
    expect(findInteractionId(frame, HEADER_SIZE, frame.length)).toBe(-1);
    expect(findTicket(frame, HEADER_SIZE, frame.length)).toBe(-1);
  });

  it('is the ticket of an invitation, whatever its size', () => {
    const tickets = fc.oneof(fc.nat(200), fc.nat(70_000), fc.maxSafeNat());
    fc.assert(
      fc.property(tickets, (ticket) => {
        const frame = frameOf(EventInvite, { TicketId: ticket, Interaction: PROPERTIES, Operation: 'RouteToAgent' });
        expect(findTicket(frame, HEADER_SIZE, frame.length)).toBe(ticket);
        expect(interactionIdAt(frame, findInteractionId(frame, HEADER_SIZE, frame.length))).toBe(ID);
      }),
    );
  });
});

describe('what a load patches in requests', () => {
  const padding = 7;
  const source = Buffer.from(`..${ID}`);

  /** The frame behind some other bytes, as in a connection's output. */
  function behind(frame: Buffer): Buffer {
    return Buffer.concat([Buffer.alloc(padding), frame]);
  }

  it.each([
    ['deliver', RequestDeliver, deliverFrame(3), { AgentId: 'agent-3' }],
    ['stop', RequestStopProcessing, stopFrame(), {}],
  ] as const)('is the id of a %s', (_, message, about, others) => {
    const out = behind(about.frame);
    patchInteractionId(out, padding, about, source, 2);
    expect(decodeBody(message, out, padding + HEADER_SIZE, out.length, 'plain')).toEqual({
      InteractionId: ID,
      ...others,
    });
  });

  it('is the ticket of an acceptance, up to 53 bits', () => {
    const about = acceptFrame();
    fc.assert(
      fc.property(fc.maxSafeNat(), (ticket) => {
        const out = behind(about.frame);
        patchInteractionId(out, padding, about, source, 2);
        patchTicket(out, padding, about, ticket);
        const body = decodeBody(RequestAccept, out, padding + HEADER_SIZE, out.length, 'plain');
        expect(body).toEqual({ InteractionId: ID, TicketId: ticket });
      }),
    );
  });

  it('is the ReferenceId', () => {
    const frame = submitFrame(1);
    patchReference(frame, 0, 0xdead_beef);
    const writer = new Writer();
    encodeFrame(writer, RequestStopProcessing, 0xdead_beef, 0, { InteractionId: ID });
    expect(frame.subarray(8, 12)).toEqual(writer.copy().subarray(8, 12));
  });
});

it('submits carry about 350 bytes of user data', () => {
  expect(USER_DATA_SIZE).toBeGreaterThan(340);
  expect(USER_DATA_SIZE).toBeLessThan(360);
});
