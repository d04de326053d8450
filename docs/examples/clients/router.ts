// A router: pulls from a view for a strategy and offers what it gets to the agents it knows, one after another.
// Run: node docs/examples/clients/router.ts A1 A2
import { connect, isRetryable, RequestDeliver, RequestError, RequestPlaceInQueue, RequestPull, tcp } from '@ixn/protocol';

const agents = process.argv.slice(2);
const view = process.env['IXN_VIEW'] ?? 'email.inbound/default';
const queue = process.env['IXN_QUEUE'] ?? 'email.inbound';
const strategy = process.env['IXN_STRATEGY'] ?? 'lab.longest-idle';
const pullFor = { 'pull-for-strategy': strategy, submitter: process.env['IXN_SUBMITTER'] ?? 'email' };

const client = await connect({
  name: 'example-router',
  type: 'Routing engine',
  tenantId: process.env['IXN_TENANT'] ?? '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd',
  transport: tcp({ host: process.env['IXN_HOST'] ?? '127.0.0.1', port: Number(process.env['IXN_PORT'] ?? 7120) }),
});

/** Offers an interaction to one agent. Returns whether the agent took it. */
async function deliver(InteractionId: string, AgentId: string): Promise<boolean> {
  // The key lets the server know a repetition after a lost connection: it answers with the outcome of the first.
  const attributes = { InteractionId, AgentId, Extension: { RequestKey: `${InteractionId} ${AgentId} ${Date.now()}` } };
  for (;;) {
    try {
      await client.request(RequestDeliver, attributes, { timeoutMs: 120_000 });
      return true;
    } catch (error) {
      if (isRetryable(error)) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await client.whenRegistered();
      } else if (error instanceof RequestError && error.extension['InRouting'] === 1) return false;
      else throw error;
    }
  }
}

/** Rejected, not ready, over capacity: the interaction is still with this router, which tries the next agent. */
async function route(InteractionId: string): Promise<void> {
  for (const agent of agents) {
    if (await deliver(InteractionId, agent)) return console.log(`${InteractionId} went to ${agent}`);
  }
  await client.request(RequestPlaceInQueue, { InteractionId, Queue: queue });
  console.log(`${InteractionId} found nobody`);
}
const failed = (error: unknown) => console.log('not routed:', error instanceof Error ? error.message : error);

let over = false;
client.onState((state) => (over ||= state === 'closed' || state === 'taken over'));
process.once('SIGINT', () => void client.drain({ timeoutMs: 1_000 }));
while (!over) {
  try {
    await client.whenRegistered();
    // Waits at the server until there is something to route, or the hold time is over.
    const { Interactions } = await client.request(RequestPull, { ViewId: view, Count: 10, Extension: pullFor });
    await Promise.all(Interactions.map(({ InteractionId = '' }) => route(InteractionId).catch(failed)));
  } catch (error) {
    if (over) break;
    failed(error);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
