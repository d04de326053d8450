import {
  RequestAddMedia,
  RequestAgentLogin,
  RequestAgentLogout,
  RequestCancelNotReadyForMedia,
  RequestChangeAgentStateReason,
  RequestChangeMediaStateReason,
  RequestDoNotDisturbOff,
  RequestDoNotDisturbOn,
  RequestNotReadyForMedia,
  RequestRemoveMedia,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { outcome, refusal, type Row } from './refused.ts';

function pair(attributes: Row[3]): Row[3] {
  return { TenantId: '100', AgentId: 'A2', PlaceId: 'P2', ...attributes };
}

describe('RequestAgentLogin is refused', () => {
  test.each<Row>([
    ['tenant', 'idle', 'nothing', pair({ TenantId: 'x' }), 'UnknownTenant', 'TenantId'],
    ['agent', 'idle', 'nothing', pair({ AgentId: 'A9' }), 'UnknownAgent', 'AgentId'],
    ['disabled agent', 'idle', 'nothing', pair({ AgentId: 'A3' }), 'UnknownAgent', 'AgentId'],
    ['place', 'idle', 'nothing', pair({ PlaceId: 'P9' }), 'UnknownPlace', 'PlaceId'],
    ['occupied place', 'idle', 'nothing', pair({ PlaceId: 'P1' }), 'PlaceOccupied', 'PlaceId'],
    ['second place', 'idle', 'nothing', pair({ AgentId: 'A1' }), 'AgentAlreadyLoggedIn', 'P1'],
    ['second agent', 'desk', 'nothing', pair({}), 'AgentAlreadyLoggedIn', 'A1'],
    ['media', 'idle', 'nothing', pair({ MediaList: new Map([['fax', 1]]) }), 'UnknownMediaType', 'MediaList.fax'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestAgentLogin, row)).toEqual(refusal(row));
  });
});

describe.each([
  RequestAgentLogout,
  RequestAddMedia,
  RequestRemoveMedia,
  RequestNotReadyForMedia,
  RequestCancelNotReadyForMedia,
  RequestChangeMediaStateReason,
  RequestDoNotDisturbOn,
  RequestDoNotDisturbOff,
  RequestChangeAgentStateReason,
])('$name', (message) => {
  test('is refused when nobody is logged in', () => {
    const row: Row = ['', 'idle', 'nothing', { MediaTypeName: 'chat' }, 'AgentNotLoggedIn', 'no agent'];
    expect(outcome(message, row)).toEqual(refusal(row));
  });
});

describe.each([
  RequestRemoveMedia,
  RequestNotReadyForMedia,
  RequestCancelNotReadyForMedia,
  RequestChangeMediaStateReason,
])('$name', (message) => {
  test('is refused for a media that the agent has not', () => {
    const row: Row = ['', 'desk', 'nothing', { MediaTypeName: 'fax' }, 'MediaNotLoggedIn', 'MediaTypeName'];
    expect(outcome(message, row)).toEqual(refusal(row));
  });
});

describe('RequestAddMedia is refused', () => {
  test.each<Row>([
    ['unknown media', 'desk', 'nothing', { MediaTypeName: 'fax' }, 'UnknownMediaType', 'MediaTypeName'],
    ['second time', 'desk', 'nothing', { MediaTypeName: 'chat' }, 'MediaAlreadyLoggedIn', 'MediaTypeName'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestAddMedia, row)).toEqual(refusal(row));
  });
});
