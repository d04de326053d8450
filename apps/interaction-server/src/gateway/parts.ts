import type { Clock } from '@ixn/protocol';
import type { Inbox } from '../dispatch/inbox.ts';
import type { Logger } from '../log.ts';
import type { AnswerTimes } from './answer-times.ts';
import type { Clients } from './clients.ts';
import type { Counters } from './counters.ts';
import type { Gate } from './gate.ts';
import type { GatewayLimits } from './limits.ts';
import type { Speech } from './speech.ts';
import type { Turns } from './turns.ts';
import type { Wheel } from './wheel.ts';

/** What all connections of a gateway share. */
export interface Parts {
  readonly limits: Readonly<GatewayLimits>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Set when the gateway opens; before, nobody may be answered. */
  inbox: Inbox;
  readonly clients: Clients;
  readonly counters: Counters;
  readonly speech: Speech;
  readonly times: AnswerTimes;
  readonly turns: Turns;
  readonly wheel: Wheel;
  readonly gate: Gate;
}
