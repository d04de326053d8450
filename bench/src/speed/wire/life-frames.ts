import { RequestAccept, RequestDeliver, RequestPull, RequestStopProcessing } from '@ixn/protocol';
import { agentName, submitterName, TENANT_ID, viewName } from '../../rig/tenant.ts';
import { frameOf } from './connection.ts';

const ID_SIZE = 16;
const ANY_ID = '0123456789ABCDEF';
/** Written as 64 bits, whatever number replaces it. */
const ANY_TICKET = 2 ** 40;
const UINT_64 = 0xcf;

/** An encoded request about one interaction, and where its InteractionId stands. */
export interface AboutInteraction {
  readonly frame: Buffer;
  readonly idAt: number;
}

export interface AcceptFrame extends AboutInteraction {
  /** Where the eight bytes of the TicketId stand. */
  readonly ticketAt: number;
}

/** A routing engine's pull of one interaction out of the view of queue `n`. */
export function pullFrame(n: number): Buffer {
  return frameOf(RequestPull, {
    TenantId: TENANT_ID,
    ViewId: viewName(n),
    Count: 1,
    Extension: { 'pull-for-strategy': 'route', submitter: submitterName(n) },
  });
}

export function deliverFrame(agent: number): AboutInteraction {
  return aboutInteraction(frameOf(RequestDeliver, { InteractionId: ANY_ID, AgentId: agentName(agent) }));
}

export function acceptFrame(): AcceptFrame {
  const { frame, idAt } = aboutInteraction(frameOf(RequestAccept, { TicketId: ANY_TICKET, InteractionId: ANY_ID }));
  return { frame, idAt, ticketAt: frame.indexOf(UINT_64, frame.indexOf('TicketId')) + 1 };
}

export function stopFrame(): AboutInteraction {
  return aboutInteraction(frameOf(RequestStopProcessing, { InteractionId: ANY_ID }));
}

/** Copies an InteractionId from an answer into a request that was appended at `start`. */
export function patchInteractionId(
  out: Buffer,
  start: number,
  { idAt }: AboutInteraction,
  from: Buffer,
  at: number,
): void {
  from.copy(out, start + idAt, at, at + ID_SIZE);
}

export function patchTicket(out: Buffer, start: number, { ticketAt }: AcceptFrame, ticket: number): void {
  out.writeUInt32BE(Math.floor(ticket / 2 ** 32), start + ticketAt);
  out.writeUInt32BE(ticket >>> 0, start + ticketAt + 4);
}

/** An InteractionId as a key of a map. */
export function interactionIdAt(buffer: Buffer, at: number): string {
  return buffer.toString('latin1', at, at + ID_SIZE);
}

function aboutInteraction(frame: Buffer): AboutInteraction {
  return { frame, idAt: frame.indexOf(ANY_ID) };
}
