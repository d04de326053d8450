import { bytes } from '../values/bytes.ts';
import { flag, oneOf } from '../values/choices.ts';
import { duration } from '../values/durations.ts';
import { wholeNumber, wholeNumberOrZero } from '../values/numbers.ts';
import { text, textList } from '../values/texts.ts';
import { TIMEOUT_TYPES } from './timeouts.ts';

/** Section `settings`: sessions and clients. */
const sessions = {
  'agent-session-restore-timeout': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 5,
    applies: 'live',
    effect:
      'How long an agent whose connection was lost may come back and find its interactions. Then it is logged out and they return to their queues.',
  },
  'router-session-restore-timeout': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 60,
    applies: 'live',
    effect:
      'How long the interactions of a router whose connection was lost stay in routing for a client of the same name and type.',
  },
  'restart-restore-timeout': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 60,
    applies: 'restart',
    effect: 'After a start of the server both restore times last at least this long, counted from when it listens.',
  },
  'login-session-timeout': {
    type: duration('seconds', { min: 0, max: 86_400 }),
    default: 0,
    applies: 'live',
    effect: 'An agent application without a logged-in agent is disconnected after this time; 0: never.',
  },
  'registration-timeout': {
    type: duration('seconds', { min: 1, max: 600 }),
    default: 10,
    applies: 'live',
    effect: 'A connection that has not registered within this time is closed.',
  },
  'allow-multiple-agent-connections': {
    type: oneOf(['true', 'false', 'force-logout']),
    default: 'false',
    applies: 'live',
    effect:
      'What happens when an agent that is logged in at one place logs in at another. true: both stay; false: the second login is refused; force-logout: the first is logged out. A login at the same place takes the session over in any case.',
  },
  'agent-login-control': {
    type: oneOf(['enforce', 'none']),
    default: 'enforce',
    applies: 'live',
    effect:
      'enforce: only agents and places that the document names may log in, and only enabled agents. none: any agent at any place, but for agents that the document disables.',
  },
  'agent-capacity-control': {
    type: oneOf(['enforce', 'none']),
    default: 'enforce',
    applies: 'live',
    effect:
      'enforce: an interaction beyond the capacity rule of the agent is not delivered (EventError to the router). none: the router alone decides.',
  },
  'max-current-clients': {
    type: wholeNumber({ min: 1, max: 1_000_000 }, 'clients'),
    default: 50_000,
    applies: 'live',
    effect: 'Connections at once, clients behind proxies counted too. Further ones get EventError and are closed.',
  },
  'max-output-timeout': {
    type: duration('seconds', { min: 1, max: 3600 }),
    default: 30,
    applies: 'live',
    effect: 'A client that has not taken anything of what waits for it for this long is cut off.',
  },
} as const;

/** Section `settings`: the life of an interaction. */
const interactions = {
  'delivering-timeout': {
    type: TIMEOUT_TYPES['delivering-timeout'],
    default: 30,
    applies: 'live',
    effect:
      'How long an invited agent may take to accept. Then the interaction goes back to its queue. User data and the media type come first.',
  },
  'handling-timeout': {
    type: TIMEOUT_TYPES['handling-timeout'],
    default: 180,
    applies: 'live',
    effect:
      'How long an agent may do nothing about an interaction that it handles. Then it goes back to its queue. User data and the media type come first. Interactions that are handled already keep their time.',
  },
  'routing-timeout': {
    type: TIMEOUT_TYPES['routing-timeout'],
    default: 720,
    applies: 'live',
    effect:
      'How long an interaction may be with a router. Then it goes back to its queue. User data and the media type come first. Interactions that are in routing already keep their time.',
  },
  'not-ready-on-invitation-timeout': {
    type: flag(),
    default: false,
    applies: 'live',
    effect: 'An agent that does not answer an invitation in time is set not ready for the media.',
  },
  'max-userdata-size': {
    type: bytes({ min: 1024, max: 16_777_216 }),
    default: '32KiB',
    applies: 'live',
    effect: 'The most user data of one interaction. A request that would make it larger gets EventError.',
  },
  'completed-queues': {
    type: textList({ max: 255 }),
    default: '',
    applies: 'live',
    effect: 'Queues that end the work: CompletedAt is set when an interaction is placed in one of them.',
  },
  'completed-retention': {
    type: duration('hours', { min: 1, max: 8760 }),
    default: 24,
    applies: 'live',
    effect:
      'How long the id, StopReason and CompletedAt of a stopped interaction are kept, so that a late duplicate of its submission is known.',
  },
  'reset-states-on-shutdown': {
    type: flag(),
    default: false,
    applies: 'live',
    effect: 'true: an orderly shutdown puts all interactions that are with routers and agents back in their queues.',
  },
  'hide-attached-data': {
    type: flag(),
    default: false,
    applies: 'live',
    effect: 'true: log lines show the keys of user data but not the values.',
  },
} as const;

/** Section `settings`: queues, views, submission, pulls, workbins, snapshots. */
const queues = {
  'default-max-submitted-per-router': {
    type: wholeNumber({ min: 1, max: 1_000_000 }, 'interactions'),
    default: 1000,
    applies: 'live',
    effect: 'Interactions that may be with one router at once, where the router object does not say.',
  },
  'default-max-submitted-per-strategy': {
    type: wholeNumber({ min: 1, max: 1_000_000 }, 'interactions'),
    default: 200,
    applies: 'live',
    effect: 'Interactions that may be with one strategy at once, where the submitter does not say.',
  },
  'default-max-submission-rate': {
    type: wholeNumber({ min: 0, max: 1_000_000 }, 'interactions a second'),
    default: 0,
    applies: 'live',
    effect: 'Interactions a second that a submitter may give away, where it does not say; 0: no limit.',
  },
  'default-view-freeze-interval': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 0,
    applies: 'live',
    effect:
      'A view whose pull found nothing gives nothing for this long; 0: it gives at once. Above 0 an interaction may wait while a pull is open.',
  },
  'pull-hold-timeout': {
    type: duration('seconds', { min: 0, max: 300 }),
    default: 10,
    applies: 'live',
    effect: "How long a routing engine's pull waits when there is nothing to give.",
  },
  'max-interactions-per-pull': {
    type: wholeNumber({ min: 1, max: 10_000 }, 'interactions'),
    default: 1000,
    applies: 'live',
    effect: 'The most interactions that one pull gets, whatever its Count.',
  },
  'max-workbin-interactions': {
    type: wholeNumber({ min: 0, max: 1_000_000 }, 'interactions'),
    default: 1000,
    applies: 'live',
    effect: 'The most interactions in one workbin; 0: no limit.',
  },
  'notify-workbin-userdata-changed': {
    type: flag(),
    default: false,
    applies: 'live',
    effect: 'true: changes of user data of an interaction in a workbin are told to those who subscribed to it.',
  },
  'max-interactions-per-snapshot': {
    type: wholeNumberOrZero({ min: 100, max: 10_000 }, 'interactions'),
    default: 500,
    applies: 'live',
    effect: 'The most interactions in one snapshot; 0: no limit.',
  },
  'max-number-of-snapshots': {
    type: wholeNumber({ min: 1, max: 10_000 }, 'snapshots'),
    default: 100,
    applies: 'live',
    effect: 'Snapshots at once. Further ones get EventError.',
  },
  'snapshot-timeout': {
    type: duration('seconds', { min: 10, max: 86_400 }),
    default: 600,
    applies: 'live',
    effect: 'A snapshot that nobody has asked for anything for this long is released.',
  },
  'low-pull-threshold': {
    type: wholeNumber({ min: 0, max: 1_000_000 }, 'interactions'),
    default: 500,
    applies: 'live',
    withoutEffect: true,
    effect: 'queues live in memory, so none is refilled from the database.',
  },
  'high-pull-threshold': {
    type: wholeNumber({ min: 0, max: 1_000_000 }, 'interactions'),
    default: 1000,
    applies: 'live',
    withoutEffect: true,
    effect: 'queues live in memory, so none is refilled from the database.',
  },
  'max-current-interactions-cached': {
    type: wholeNumber({ min: 0, max: 100_000_000 }, 'interactions'),
    default: 0,
    applies: 'live',
    withoutEffect: true,
    effect: 'all live interactions are in memory.',
  },
  'submit-timer-interval': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 1,
    applies: 'live',
    withoutEffect: true,
    effect: 'interactions are given away when they come or become due, not at intervals.',
  },
} as const;

/** Section `settings`: requests and the database. */
const load = {
  'max-current-request-queue-size': {
    type: wholeNumber({ min: 100, max: 10_000_000 }, 'requests'),
    default: 20_000,
    applies: 'live',
    effect: 'Requests that may wait to be handled. Beyond that the server reads no further from its clients.',
  },
  'max-current-request-queue-wait': {
    type: duration('seconds', { min: 1, max: 3600 }),
    default: 30,
    applies: 'live',
    effect: 'A request that has waited this long, such as for a database that is away, gets EventError.',
  },
  'number-of-database-connections': {
    type: wholeNumber({ min: 2, max: 100 }, 'connections'),
    default: 4,
    applies: 'restart',
    effect: 'Database connections: one for commits, the others for lease, reads and upkeep.',
  },
  'max-current-database-requests': {
    type: wholeNumber({ min: 1, max: 1000 }, 'requests'),
    default: 100,
    applies: 'live',
    effect: 'Requests that read the database at once; further ones wait.',
  },
  'max-database-request-queue-size': {
    type: wholeNumber({ min: 1, max: 10_000_000 }, 'requests'),
    default: 10_000,
    applies: 'live',
    effect: 'Requests that may wait for the database. Further ones get EventError.',
  },
  'database-request-timeout': {
    type: duration('seconds', { min: 1, max: 3600 }),
    default: 30,
    applies: 'live',
    effect: 'A database request without an answer for this long counts as failed; its connection is replaced.',
  },
  'database-request-warning-timeout': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 5,
    applies: 'live',
    effect: 'A database request that takes longer is logged as a warning; 0: none is.',
  },
  'schema-name': {
    type: text({ max: 63 }),
    applies: 'restart',
    effect: 'Schema of the tables, where the setting db.schema does not say.',
  },
  'statistic-interval': {
    type: duration('seconds', { min: 0, max: 3600 }),
    default: 60,
    applies: 'live',
    effect: 'How often the main figures (clients, requests, queues) are logged; 0: never.',
  },
  'outbox-retention': {
    type: duration('hours', { min: 0, max: 168 }),
    default: 1,
    applies: 'live',
    effect:
      'How long reporting events stay in the outbox when they go to no Kafka topic. At most 1,000,000 are kept, and the newest row always.',
  },
} as const;

/** Section `settings`: neighbours. */
const neighbours = {
  'third-party-server-timeout': {
    type: duration('seconds', { min: 1, max: 3600 }),
    default: 30,
    applies: 'live',
    effect: 'How long a third-party server may take to answer. Then the requester gets Event3rdServerFault.',
  },
  'third-party-server-queue-size': {
    type: wholeNumber({ min: 1, max: 1_000_000 }, 'requests'),
    default: 1000,
    applies: 'live',
    effect: 'Requests that may wait for one third-party server. Further ones get Event3rdServerFault.',
  },
  'third-party-server-window-size': {
    type: wholeNumber({ min: 1, max: 100_000 }, 'requests'),
    default: 100,
    applies: 'live',
    effect: 'Requests that may be with one third-party server at once.',
  },
  'ors-accept-timeout': {
    type: duration('seconds', { min: 1, max: 3600 }),
    default: 30,
    applies: 'live',
    effect: 'Read by IXN Node: a route request that no orchestration node has taken for this long is sent again.',
  },
} as const;

/** Section `settings` of the Interaction Server. */
export const settingsSection = { ...sessions, ...interactions, ...queues, ...load, ...neighbours } as const;
