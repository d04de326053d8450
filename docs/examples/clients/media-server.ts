// A media server: submits what comes from customers, and hears when agents change it.
// Run: node docs/examples/clients/media-server.ts "Where is my parcel?"
import { connect, EventPropertiesChanged, isRetryable, RequestSubmit, tcp, type Client, type Sent } from '@ixn/protocol';

const tenantId = process.env['IXN_TENANT'] ?? '9350e2fc-a1dd-4c65-8d40-1f75a2e080dd';
const host = process.env['IXN_HOST'] ?? '127.0.0.1';
const port = Number(process.env['IXN_PORT'] ?? 7120);

const client = await connect({
  name: 'example-media-server',
  type: 'Media server',
  tenantId,
  mediaType: 'email',
  transport: tcp({ host, port }),
  // Asks for EventPropertiesChanged of what this media server has submitted.
  extension: { event_properties_changed: 1 },
});

client.on(EventPropertiesChanged, ({ Interaction, ChangedProperties }) => {
  console.log('changed', Interaction.InteractionId, ChangedProperties);
});

/**
 * Submits until it is certain that the server has it. The InteractionId is ours, so that a submission which comes twice is
 * known to the server as one (`Extension.Duplicate` = 1).
 */
async function submit(client: Client, submission: Sent<typeof RequestSubmit>, attempts = 10): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.whenRegistered({ timeoutMs: 30_000 });
      const { Extension } = await client.request(RequestSubmit, submission, { timeoutMs: 10_000 });
      return String(Extension?.['InteractionId']);
    } catch (error) {
      if (!isRetryable(error) || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }
}

const interactionId = await submit(client, {
  TenantId: tenantId,
  MediaType: 'email',
  InteractionType: 'Inbound',
  InteractionSubtype: 'InboundNew',
  InteractionId: Date.now().toString(36).toUpperCase().padStart(16, '0'),
  Queue: process.env['IXN_QUEUE'] ?? 'email.inbound',
  ReceivedAt: new Date(),
  UserData: { Subject: process.argv[2] ?? 'Hello', Priority: 5 },
});
console.log('submitted', interactionId);

// Everything in flight is answered, then the connection is closed.
await client.drain({ timeoutMs: 5_000 });
