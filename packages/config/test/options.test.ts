import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { changedOptions, interactionServerOptions, readOptions, readTimeout } from '../src/index.ts';
import { eventLoggerSection } from '../src/options/event-logger.ts';
import { type OptionTable, readSection } from '../src/options/option-table.ts';

/** Reads one option of a section. */
function read(section: string, name: string, value: unknown) {
  return readOptions({ [section]: { [name]: value } });
}

test('without any option everything has its default', () => {
  const { options, warnings, faults } = readOptions(undefined);
  expect([warnings, faults]).toEqual([[], []]);
  expect(options.settings).toMatchObject({
    deliveringTimeout: 30_000,
    handlingTimeout: 180 * 60_000,
    routingTimeout: 720 * 60_000,
    defaultMaxSubmittedPerRouter: 1000,
    defaultMaxSubmittedPerStrategy: 200,
    maxInteractionsPerSnapshot: 500,
    maxUserdataSize: 32_768,
    agentSessionRestoreTimeout: 5000,
    routerSessionRestoreTimeout: 60_000,
    restartRestoreTimeout: 60_000,
    pullHoldTimeout: 10_000,
    defaultViewFreezeInterval: 0,
    agentCapacityControl: 'enforce',
    completedRetention: 86_400_000,
    outboxRetention: 3_600_000,
    orsAcceptTimeout: 30_000,
  });
  expect(options.agentReservation).toEqual({
    requestCollectionTime: 100,
    reservationTime: 10_000,
    rejectSubsequentRequest: true,
  });
  expect(Object.isFrozen(options) && Object.isFrozen(options.settings)).toBe(true);
  expectTypeOf(options.settings.pullHoldTimeout).toEqualTypeOf<number>();
  expectTypeOf(options.settings.schemaName).toEqualTypeOf<string | undefined>();
});

test('every option that the contract names is there', () => {
  const names = `agent-session-restore-timeout router-session-restore-timeout login-session-timeout registration-timeout
    delivering-timeout handling-timeout routing-timeout not-ready-on-invitation-timeout
    allow-multiple-agent-connections agent-login-control agent-capacity-control default-max-submission-rate
    default-max-submitted-per-router default-max-submitted-per-strategy default-view-freeze-interval
    max-interactions-per-pull max-interactions-per-snapshot max-number-of-snapshots max-workbin-interactions
    max-userdata-size max-current-clients max-current-interactions-cached max-current-request-queue-size
    max-current-request-queue-wait max-current-database-requests max-database-request-queue-size
    database-request-timeout database-request-warning-timeout number-of-database-connections max-output-timeout
    pull-hold-timeout low-pull-threshold high-pull-threshold hide-attached-data notify-workbin-userdata-changed
    reset-states-on-shutdown schema-name statistic-interval submit-timer-interval completed-queues
    third-party-server-timeout third-party-server-queue-size third-party-server-window-size restart-restore-timeout
    completed-retention outbox-retention ors-accept-timeout snapshot-timeout`.split(/\s+/);
  expect(Object.keys(interactionServerOptions.settings).toSorted()).toEqual(names.toSorted());
});

test.each<[string, string, unknown, unknown]>([
  ['settings', 'handling-timeout', '2h', { handlingTimeout: 7_200_000 }],
  ['settings', 'delivering-timeout', '45', { deliveringTimeout: 45_000 }],
  ['settings', 'allow-multiple-agent-connections', true, { allowMultipleAgentConnections: 'true' }],
  ['settings', 'max-interactions-per-snapshot', 0, { maxInteractionsPerSnapshot: 0 }],
  ['settings', 'max-userdata-size', '1MiB', { maxUserdataSize: 1_048_576 }],
  ['settings', 'completed-queues', 'a, b', { completedQueues: ['a', 'b'] }],
  ['settings', 'pull-hold-timeout', '', { pullHoldTimeout: 10_000 }],
  ['settings', 'pull-hold-timeout', null, { pullHoldTimeout: 10_000 }],
  ['log', 'all', 'stdout, /mnt/logs/ixn.log', { all: ['stdout', '/mnt/logs/ixn.log'] }],
  ['log', 'segment', '10 MB', { segment: { by: 'size', bytes: 10_485_760 } }],
  ['log', 'segment', 500, { segment: { by: 'size', bytes: 512_000 } }],
  ['log', 'segment', '1 hr', { segment: { by: 'time', milliseconds: 3_600_000 } }],
  ['log', 'expire', 'false', { expire: { by: 'nothing' } }],
  ['log', 'expire', '10 file', { expire: { by: 'number', files: 10 } }],
  ['log', 'expire', '7 day', { expire: { by: 'time', milliseconds: 604_800_000 } }],
  ['health-service', 'enable-keepalive', 'true', { enableKeepalive: true }],
])('%s/%s %j', (section, name, value, expected) => {
  const result = read(section, name, value);
  expect(result.faults).toEqual([]);
  const sections: Readonly<Record<string, unknown>> = result.options;
  expect(sections[section === 'health-service' ? 'healthService' : section]).toMatchObject(expected as object);
});

describe('bad values are faults at their path', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['settings', 'delivering-timeout', 0, /is 0; expected seconds from 1 to 86400/],
    ['settings', 'delivering-timeout', '100000', /is "100000"; expected seconds/],
    ['settings', 'handling-timeout', '25h', /expected minutes from 1 to 1440/],
    ['settings', 'routing-timeout', 19, /expected minutes from 20 to 525600/],
    ['settings', 'agent-session-restore-timeout', -1, /expected seconds from 0 to 3600/],
    ['settings', 'not-ready-on-invitation-timeout', 'perhaps', /expected true or false/],
    ['settings', 'allow-multiple-agent-connections', 'sometimes', /expected one of true, false, force-logout/],
    ['settings', 'agent-capacity-control', true, /expected one of enforce, none/],
    ['settings', 'max-interactions-per-snapshot', 99, /expected 0 or a whole number from 100 to 10000/],
    ['settings', 'max-interactions-per-pull', 10_001, /from 1 to 10000/],
    ['settings', 'max-userdata-size', '1GiB', /expected bytes from 1024/],
    ['settings', 'number-of-database-connections', 1, /from 2 to 100/],
    ['settings', 'schema-name', 'a\nb', /expected a text/],
    ['settings', 'completed-queues', { a: 1 }, /expected a list of texts/],
    ['settings', 'low-pull-threshold', 'many', /from 0 to 1000000/],
    ['log', 'verbose', 'loud', /expected one of all, debug, trace, interaction, standard, none/],
    ['log', 'all', [[]], /expected stdout, stderr or the path of a file/],
    ['log', 'segment', '5 GB', /expected false, or a size or time/],
    ['log', 'expire', '0 file', /expected false, or a number of files or days/],
    ['health-service', 'soap-endpoint', 'localhost:9100', /expected a URL that starts with http:/],
    ['agent-reservation', 'request-collection-time', 5001, /expected milliseconds from 1 to 5000/],
    ['agent-reservation', 'reservation-time', '2m', /expected milliseconds from 1 to 60000/],
  ])('%s/%s %j', (section, name, value, reason) => {
    const { faults, warnings } = read(section, name, value);
    expect(faults.map((fault) => fault.path)).toEqual([`applications.InteractionServer.${section}.${name}`]);
    expect(faults[0]?.reason).toMatch(reason);
    expect(warnings).toEqual([]);
  });
});

describe('warnings', () => {
  test.each<[string, string, RegExp]>([
    ['settings', 'deliverin-timeout', /not an option that is known here; did you mean "delivering-timeout"/],
    ['settings', 'colour', /not an option that is known here$/],
    ['setings', 'delivering-timeout', /not a section that is known here; did you mean "settings"/],
  ])('%s/%s is not known', (section, name, reason) => {
    const { faults, warnings } = read(section, name, 5);
    expect(faults).toEqual([]);
    expect(warnings.map((one) => one.reason).join()).toMatch(reason);
  });

  test.each(['low-pull-threshold', 'high-pull-threshold', 'max-current-interactions-cached', 'submit-timer-interval'])(
    '%s has no effect and says so',
    (name) => {
      expect(
        read('settings', name, 5)
          .warnings.map((one) => one.reason)
          .join(),
      ).toMatch(/^has no effect: /);
    },
  );
});

test('changes are told by name, with whether they count at once', () => {
  const before = readOptions({ settings: { 'pull-hold-timeout': 5 } }).options;
  const after = readOptions({ settings: { 'number-of-database-connections': 8 }, log: { verbose: 'all' } }).options;
  expect(changedOptions(before, before)).toEqual([]);
  expect(changedOptions(before, after)).toEqual([
    { section: 'settings', name: 'pull-hold-timeout', applies: 'live' },
    { section: 'settings', name: 'number-of-database-connections', applies: 'restart' },
    { section: 'log', name: 'verbose', applies: 'live' },
  ]);
});

test.each<[Parameters<typeof readTimeout>[0], unknown, number | undefined]>([
  ['delivering-timeout', 20, 20_000],
  ['delivering-timeout', 20n, 20_000],
  ['handling-timeout', '5', 300_000],
  ['routing-timeout', 5, undefined],
  ['delivering-timeout', {}, undefined],
  ['delivering-timeout', 'soon', undefined],
])('%s %s of user data', (name, raw, expected) => {
  expect(readTimeout(name, raw)).toBe(expected);
});

test('the options of an event logger have the defaults of the contract', () => {
  expect(readSection(eventLoggerSection, { media: ['email'], 'user-data': 'true' }, []).options).toEqual({
    target: 'kafka',
    topic: 'ixn-interaction-events',
    agentTopic: 'ixn-agent-events',
    media: ['email'],
    events: ['all'],
    userData: true,
    batchSize: 500,
    storingTimeout: 1000,
    maxQueueSize: 20_000,
  });
});

test('whatever stands in an option, it is its default, a valid value or a fault', () => {
  const table: OptionTable = interactionServerOptions;
  const names = Object.entries(table).flatMap(([section, options]) =>
    Object.keys(options).map((name) => [section, name]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), ([section = '', name = ''], value) => {
      const { faults, options } = read(section, name, value);
      expect(faults.length).toBeLessThanOrEqual(1);
      expect(faults.length === 0 || isDeepStrictEqual(options, readOptions(undefined).options)).toBe(true);
    }),
  );
});
