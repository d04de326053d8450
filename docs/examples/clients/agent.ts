// An agent: logs in, accepts what is offered, works on it for a second, stops it. Ctrl-C logs out.
// Run: node docs/examples/clients/agent.ts A1 P1 email
import { Client, EventInvite, EventRevoked, RequestAccept, RequestAgentLogin, RequestAgentLogout } from '@ixn/protocol';
import { RequestError, RequestStopProcessing, tcp } from '@ixn/protocol';

const tenantId = process.env['IXN_TENANT'] ?? '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd';
const [agentId = 'A1', placeId = 'P1', media = 'email'] = process.argv.slice(2);

const client = new Client({
  name: `desktop-${agentId}`,
  type: 'Agent application',
  tenantId,
  transport: tcp({ host: process.env['IXN_HOST'] ?? '127.0.0.1', port: Number(process.env['IXN_PORT'] ?? 7120) }),
  // The server is waited for, and after a lost connection the agent is logged in again before anything else happens.
  waitForServer: true,
  onRegistered: async ({ request }) => {
    const MediaList = { [media]: 1 } as const;
    await request(RequestAgentLogin, { TenantId: tenantId, AgentId: agentId, PlaceId: placeId, MediaList });
  },
});

/** What is being worked on, by InteractionId. */
const work = new Map<string, NodeJS.Timeout>();

// Handlers are added before open(), so that nothing is missed. Restore: after a reconnect, what is the agent's already.
client.on(EventInvite, async ({ Interaction: { InteractionId = '' }, TicketId, Operation }) => {
  try {
    if (Operation !== 'Restore') await client.request(RequestAccept, { InteractionId, TicketId: TicketId ?? 0 });
    console.log('accepted', InteractionId);
    work.set(InteractionId, setTimeout(() => void finish(InteractionId), 1_000));
  } catch (error) {
    // Somebody was faster, or the time to answer is over: the next offer will come.
    console.log('not accepted', InteractionId, error instanceof RequestError ? error.errorName : error);
  }
});

client.on(EventRevoked, ({ Interaction: { InteractionId = '' }, Reason }) => {
  clearTimeout(work.get(InteractionId));
  work.delete(InteractionId);
  console.log('taken back', InteractionId, Reason?.ReasonSystemName ?? '');
});

async function finish(InteractionId: string): Promise<void> {
  work.delete(InteractionId);
  await client.request(RequestStopProcessing, { InteractionId, Reason: { ReasonSystemName: 'Done' } });
  console.log('finished', InteractionId);
}

client.onState((state, cause) => console.log(state, cause?.message ?? ''));
await client.open();

process.once('SIGINT', async () => {
  await client.request(RequestAgentLogout, {}).catch(() => undefined);
  await client.close();
  for (const timer of work.values()) clearTimeout(timer);
});
