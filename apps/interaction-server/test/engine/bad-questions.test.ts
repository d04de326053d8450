import {
  MESSAGES,
  RequestFindInteractions,
  RequestGetInteractionProperties,
  RequestStartPlaceAgentStateReportingAll,
  RequestStopPlaceAgentStateReportingAll,
  RequestSubscribe,
  RequestUnsubscribe,
} from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { verbOf } from '../../src/engine/verbs.ts';
import { crowd, outcome, refusal, type Row } from './refused.ts';
import { snapshot } from './snapshot.ts';

describe('RequestGetInteractionProperties is refused', () => {
  test.each<Row>([
    ['unknown', 'media', 'nothing', {}, 'UnknownInteraction', '0000000000000000'],
    ['unknown', 'idle', 'nothing', { InteractionId: 'x' }, 'UnknownInteraction', 'no live interaction is x'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestGetInteractionProperties, row)).toEqual(refusal(row));
  });
});

describe('RequestFindInteractions is refused', () => {
  test.each<Row>([
    ['condition', 'idle', 'nothing', { Condition: 'priority >' }, 'ConditionInvalid', 'Condition: line 1'],
    ['undeclared name', 'idle', 'nothing', { Condition: 'colour = 1' }, 'ConditionInvalid', 'colour'],
    ['order', 'idle', 'nothing', { Condition: 'priority = 1', Order: 'by' }, 'OrderInvalid', 'Order'],
    ['cursor', 'idle', 'nothing', { Condition: 'priority = 1', StartAfter: 'x' }, 'CursorInvalid', 'StartAfter'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestFindInteractions, row)).toEqual(refusal(row));
  });
});

describe.each([RequestSubscribe, RequestUnsubscribe])('$name is refused', (message) => {
  test.each<Row>([['topic', 'stat', 'nothing', { TopicList: ['agents', 'vq'] }, 'UnknownTopic', 'TopicList[1]']])(
    'for its %s by %s',
    (...row) => {
      expect(outcome(message, row)).toEqual(refusal(row));
    },
  );
});

describe.each([RequestStartPlaceAgentStateReportingAll, RequestStopPlaceAgentStateReportingAll])(
  '$name is refused',
  (message) => {
    test.each<Row>([
      ['tenant', 'stat', 'nothing', { TenantList: new Map([['x', {}]]) }, 'UnknownTenant', 'TenantList.x'],
    ])('for its %s by %s', (...row) => {
      expect(outcome(message, row)).toEqual(refusal(row));
    });
  },
);

test('requests that belong to later issues are refused by name', () => {
  const world = crowd();
  const requests = MESSAGES.filter((message) => message.kind === 'request');
  const unserved = requests.filter((message) => verbOf(message) === undefined);
  expect(unserved.map(({ name }) => name)).toContain('RequestTransfer');
  const before = snapshot(world.state);
  const texts = unserved.map(
    (message) => world.answerTo(world.ask('desk', message, {})).attributes['ErrorDescription'],
  );
  expect(texts).toEqual(unserved.map(({ name }) => `not supported yet: ${name}`));
  expect(snapshot(world.state)).toEqual(before);
});
