/** A queue that the load may submit to, and the media of what it gets. */
export interface LoadTarget {
  readonly queue: string;
  readonly mediaType: string;
}

const SUBJECTS = ['Where is my order?', 'A question about my invoice', 'Please change my address', 'It does not work'];
const SEGMENTS = ['gold', 'silver', 'bronze'];

/** The n-th made-up interaction: about 350 bytes of user data, the same for the same n. */
export function madeUpInteraction(
  n: number,
  tenantId: string,
  targets: readonly LoadTarget[],
): Record<string, unknown> {
  const target = targets[n % targets.length] as LoadTarget;
  return {
    TenantId: tenantId,
    MediaType: target.mediaType,
    InteractionType: 'Inbound',
    InteractionSubtype: 'InboundNew',
    Queue: target.queue,
    ExternalId: `lab-${n}`,
    ReceivedAt: new Date(),
    IsOnline: target.mediaType === 'chat',
    UserData: {
      Subject: SUBJECTS[n % SUBJECTS.length],
      FromAddress: `customer-${n % 1000}@example.org`,
      Priority: n % 10,
      Segment: SEGMENTS[n % SEGMENTS.length],
      Value: (n * 37) % 500,
      Text: 'Good day, I have written twice already and would like to know what becomes of it now. Thank you. '.repeat(
        2,
      ),
      Number: n,
    },
  };
}
