import {
  ERRORS,
  EventError,
  RequestAccept,
  RequestDeliver,
  RequestDoNotDisturbOn,
  RequestGetSessionInteractions,
  RequestPlaceInQueue,
  RequestPull,
  RequestReject,
  RequestStopProcessing,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { crowd, outcome, refusal, type Row } from './refused.ts';
import { last, login, pulling, READY, routed, scene } from './scene.ts';
import { snapshot } from './snapshot.ts';
import { tenant } from './tenant.ts';
import { kv, World } from './world.ts';

function extension(attributes: Parameters<typeof kv>[0], rest: Row[3] = {}): Row[3] {
  return pulling({ Extension: kv(attributes), ...rest });
}

const WORKBIN = { Workbin: { WorkbinTypeId: 'drafts' } };

describe('RequestPull is refused', () => {
  test.each<Row>([
    ['view', 'router', 'nothing', pulling({ ViewId: 'x' }), 'UnknownView', 'ViewId'],
    ['view of another queue', 'router', 'nothing', pulling({ Queue: 'out' }), 'UnknownView', 'queue out'],
    ['queue', 'router', 'nothing', pulling({ ViewId: undefined, Queue: 'x' }), 'UnknownQueue', 'Queue'],
    ['workbin', 'desk', 'nothing', WORKBIN, 'NotSupportedYet', 'Workbin'],
    ['source', 'desk', 'nothing', {}, 'AttributeMissing', 'ViewId'],
    ['tenant', 'router', 'nothing', pulling({ TenantId: 'x' }), 'UnknownTenant', 'TenantId'],
    ['no strategy', 'router', 'nothing', { ViewId: 'in' }, 'AttributeMissing', 'pull-for-strategy'],
    ['strategy', 'router', 'nothing', extension({ 'pull-for-strategy': 'x' }), 'UnknownStrategy', 'pull-for-strategy'],
    ['strategy', 'router', 'nothing', extension({ 'pull-for-strategy': 1 }), 'AttributeType', 'pull-for-strategy'],
    ['submitter', 'router', 'nothing', extension({ submitter: 'x' }), 'UnknownSubmitter', 'submitter'],
    ['submitter', 'router', 'nothing', extension({ submitter: 1 }), 'AttributeType', 'submitter'],
    ['disabled submitter', 'router', 'nothing', extension({ submitter: 'off' }), 'UnknownSubmitter', 'off'],
    ['pushing submitter', 'router', 'nothing', extension({ submitter: 'pushed' }), 'UnknownSubmitter', 'pushed'],
    [
      'view of a submitter',
      'router',
      'nothing',
      extension({ submitter: 'in' }, { ViewId: 'out' }),
      'UnknownSubmitter',
      'view',
    ],
    ['nobody', 'idle', 'waiting', { ViewId: 'in' }, 'AgentNotLoggedIn', 'no agent'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestPull, row)).toEqual(refusal(row));
  });

  test("for a strategy that is not the submitter's", () => {
    const world = new World(
      tenant(
        {},
        {
          strategies: [
            { name: 'route', kind: 'simple-routing', text: 'x' },
            { name: 'more', kind: 'simple-routing', text: 'x' },
          ],
        },
      ),
    );
    crowd(world);
    world.ask('router', RequestPull, extension({ submitter: 'in', 'pull-for-strategy': 'more' }));
    expect(last(world, EventError).attributes['ErrorDescription']).toContain('is not for strategy more');
  });
});

describe('RequestDeliver is refused', () => {
  test.each<Row>([
    ['unknown', 'router', 'nothing', { AgentId: 'A1' }, 'UnknownInteraction', '0000000000000000'],
    ['place', 'router', 'waiting', { AgentId: 'A1' }, 'NotInRouting', 'InteractionId'],
    ['holder', 'rival', 'routed', { AgentId: 'A1' }, 'NotInRouting', 'rival'],
    ['state', 'router', 'handled', { AgentId: 'A1' }, 'NotInRouting', 'router'],
    ['open invitation', 'router', 'offered', { AgentId: 'A1' }, 'InvitationOpen', 'InteractionId'],
    ['agent', 'router', 'routed', { AgentId: 'A9' }, 'UnknownAgent', 'A9'],
    ['disabled agent', 'router', 'routed', { AgentId: 'A3' }, 'UnknownAgent', 'A3'],
    ['absent agent', 'router', 'routed', { AgentId: 'A2' }, 'AgentNotLoggedIn', 'A2'],
    ['other place', 'router', 'routed', { AgentId: 'A1', PlaceId: 'P2' }, 'AgentNotLoggedIn', 'P2'],
    ['visibility', 'router', 'routed', { AgentId: 'A1', VisibilityMode: 'Coach' }, 'AttributeValue', 'VisibilityMode'],
    [
      'change',
      'router',
      'routed',
      { AgentId: 'A1', AddedProperties: kv({ Queue: 'x' }) },
      'ReadOnlyProperty',
      'AddedProperties.Queue',
    ],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestDeliver, row)).toEqual(refusal(row));
  });

  test.each([
    ['is not ready', { email: 0, chat: 1 }, undefined, 'AgentNotReady'],
    ['has not the media', { chat: 1 }, undefined, 'MediaNotLoggedIn'],
    ['must not be disturbed', READY, RequestDoNotDisturbOn, 'AgentNotReady'],
  ] as const)('when the agent %s', (_, media, request, error) => {
    const world = crowd();
    login(world, 'idle', 'A2', 'P2', media);
    if (request !== undefined) world.ask('idle', request, {});
    const id = routed(world);
    const before = snapshot(world.state);
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A2' });
    expect(last(world, EventError).attributes).toMatchObject({
      ErrorCode: ERRORS[error].number,
      Extension: { InRouting: 1 },
    });
    expect(snapshot(world.state)).toEqual(before);
  });

  test('when the connection of the agent is lost', () => {
    const world = crowd();
    const id = routed(world);
    world.disconnect('desk');
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1' });
    expect(last(world, EventError).attributes['ErrorCode']).toBe(ERRORS.AgentNotReady.number);
  });

  test.each([
    ['enforce', [ERRORS.AgentOverCapacity.number]],
    ['none', []],
  ])('beyond the capacity, with agent-capacity-control=%s', (control, errors) => {
    const world = scene(new World(tenant({ 'agent-capacity-control': control })));
    world.register('desk 2', 'Agent application');
    login(world, 'desk 2', 'A2', 'P2');
    world.ask('router', RequestDeliver, { InteractionId: routed(world), AgentId: 'A2' });
    world.forget();
    world.ask('router', RequestDeliver, { InteractionId: routed(world), AgentId: 'A2' });
    const found = world.said.filter(({ event }) => event === EventError);
    expect(found.map(({ attributes }) => attributes['ErrorCode'])).toEqual(errors);
  });
});

describe.each([RequestAccept, RequestReject])('$name is refused', (message) => {
  test.each<Row>([
    ['ticket', 'desk', 'offered', { TicketId: 99 }, 'UnknownTicket', 'TicketId'],
    ['state', 'desk', 'routed', { TicketId: 1 }, 'UnknownTicket', 'TicketId'],
    ['unknown', 'desk', 'nothing', { TicketId: 1 }, 'UnknownInteraction', '0000000000000000'],
    ['nobody', 'idle', 'offered', { TicketId: 1 }, 'AgentNotLoggedIn', 'no agent'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(message, row)).toEqual(refusal(row));
  });

  test('for a ticket of another agent', () => {
    const world = crowd();
    login(world, 'idle', 'A2', 'P2');
    const id = routed(world);
    world.ask('router', RequestDeliver, { InteractionId: id, AgentId: 'A1' });
    world.ask('idle', message, { InteractionId: id, TicketId: world.state.counters.ticket });
    expect(last(world, EventError).attributes['ErrorCode']).toBe(ERRORS.UnknownTicket.number);
  });
});

const OUT = { Queue: 'out' };
const LARGE = { Queue: 'out', AddedProperties: kv({ x: 'y'.repeat(33_000) }) };

function key(value: string | number): Row[3] {
  return { Queue: 'out', Extension: kv({ RequestKey: value }) };
}

describe('RequestPlaceInQueue is refused', () => {
  test.each<Row>([
    ['queue', 'router', 'routed', { Queue: 'x' }, 'UnknownQueue', 'Queue'],
    ['holder', 'rival', 'routed', OUT, 'NotInRouting', 'rival'],
    ['party', 'desk', 'waiting', OUT, 'NotAParty', 'A1'],
    ['submitter', 'other', 'waiting', OUT, 'NotAParty', 'other'],
    ['state', 'media', 'handled', OUT, 'WrongState', 'does not wait'],
    ['unknown', 'router', 'nothing', OUT, 'UnknownInteraction', '0000000000000000'],
    ['size', 'router', 'routed', LARGE, 'UserDataTooLarge', 'max-userdata-size'],
    ['key, too long', 'router', 'routed', key('k'.repeat(65)), 'AttributeValue', 'Extension.RequestKey'],
    ['key, empty', 'router', 'routed', key(''), 'AttributeValue', 'Extension.RequestKey'],
    ['key, no text', 'router', 'routed', key(7), 'AttributeType', 'Extension.RequestKey'],
    ['key, NUL', 'router', 'routed', key('a\0b'), 'AttributeValue', 'Extension.RequestKey'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestPlaceInQueue, row)).toEqual(refusal(row));
  });
});

describe('RequestStopProcessing is refused', () => {
  test.each<Row>([
    ['unknown', 'media', 'nothing', {}, 'UnknownInteraction', '0000000000000000'],
    ['submitter', 'other', 'waiting', {}, 'NotAParty', 'other'],
    ['party', 'desk', 'offered', {}, 'NotAParty', 'A1'],
    ['holder', 'rival', 'routed', {}, 'NotInRouting', 'rival'],
    ['nobody', 'idle', 'waiting', {}, 'AgentNotLoggedIn', 'no agent'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestStopProcessing, row)).toEqual(refusal(row));
  });
});

describe('RequestGetSessionInteractions is refused', () => {
  test.each<Row>([
    ['cursor', 'router', 'nothing', { StartAfter: 'x' }, 'CursorInvalid', 'StartAfter'],
    ['cursor', 'router', 'nothing', { StartAfter: '-1' }, 'CursorInvalid', 'StartAfter'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestGetSessionInteractions, row)).toEqual(refusal(row));
  });
});
