import type { InteractionServerOptions, InteractionServerSettings } from '@ixn/config';
import type { DispatcherLimits } from '../dispatch/dispatcher.ts';
import { DEFAULT_LIMITS, type GatewayLimits } from '../gateway/limits.ts';
import type { Retention } from '../journal/upkeep.ts';

/** Events that the outbox keeps at most while nobody takes them. */
const MAX_OUTBOX_EVENTS = 1_000_000;

/** Bounds of the running parts that application options set; the parts read them at every use. */
export interface LiveBounds {
  readonly gateway: GatewayLimits;
  readonly dispatcher: DispatcherLimits;
  readonly retention: Retention;
}

type Options = InteractionServerOptions['settings'];

/** The bounds before any option is known. */
export function initialBounds(settings: InteractionServerSettings): LiveBounds {
  return {
    gateway: {
      ...DEFAULT_LIMITS,
      maxFrameSize: settings.maxFrameSize,
      pingAfter: settings.keepAlive.interval,
      deadAfter: settings.keepAlive.timeout,
    },
    dispatcher: { requestQueueSize: 10_000, requestQueueWait: 10_000 },
    retention: { completed: 86_400_000, outbox: { ms: 3_600_000, events: MAX_OUTBOX_EVENTS } },
  };
}

/** Takes over what the options say. */
export function applyOptions(bounds: LiveBounds, options: Options): void {
  bounds.gateway.maxClients = options.maxCurrentClients;
  bounds.gateway.registrationTimeout = options.registrationTimeout;
  bounds.gateway.maxOutputTimeout = options.maxOutputTimeout;
  bounds.dispatcher.requestQueueSize = options.maxCurrentRequestQueueSize;
  bounds.dispatcher.requestQueueWait = options.maxCurrentRequestQueueWait;
  bounds.retention.completed = options.completedRetention;
  bounds.retention.outbox = { ms: options.outboxRetention, events: MAX_OUTBOX_EVENTS };
}
