import { ERRORS, EventError, RequestChangeProperties, RequestSubmit } from '@ixn/protocol';
import { describe, expect, test } from 'vitest';
import { crowd, outcome, refusal, type Row } from './refused.ts';
import { last, scene, submission, submitted } from './scene.ts';
import { snapshot } from './snapshot.ts';
import { kv } from './world.ts';

const HUGE = kv({ x: 'y'.repeat(33_000) });

function submitting(attributes: Readonly<Record<string, unknown>>): Row[3] {
  return submission(attributes);
}

describe('RequestSubmit is refused', () => {
  test.each<Row>([
    ['tenant', 'media', 'nothing', submitting({ TenantId: 'x' }), 'UnknownTenant', 'TenantId'],
    ['queue', 'media', 'nothing', submitting({ Queue: 'x' }), 'UnknownQueue', 'Queue: no queue x'],
    ['no queue', 'media', 'nothing', submitting({ Queue: undefined }), 'AttributeMissing', 'Queue'],
    ['media', 'media', 'nothing', submitting({ MediaType: 'fax' }), 'UnknownMediaType', 'MediaType'],
    ['type', 'media', 'nothing', submitting({ InteractionType: 'X' }), 'UnknownInteractionType', 'InteractionType'],
    ['subtype', 'media', 'nothing', submitting({ InteractionSubtype: 'X' }), 'UnknownInteractionSubtype', 'Subtype'],
    ['size', 'media', 'nothing', submitting({ UserData: HUGE }), 'UserDataTooLarge', 'UserData: 33'],
    ['workbin', 'media', 'nothing', submitting({ Workbin: { WorkbinTypeId: 'x' } }), 'NotSupportedYet', 'Workbin'],
    ['nobody', 'idle', 'nothing', submitting({}), 'AgentNotLoggedIn', 'no agent'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestSubmit, row)).toEqual(refusal(row));
  });

  test('for an id that another client has submitted', () => {
    const world = crowd();
    const id = submitted(world);
    const before = snapshot(world.state);
    world.ask('other', RequestSubmit, submission({ InteractionId: id }));
    expect(last(world, EventError).attributes['ErrorCode']).toBe(ERRORS.InteractionIdInUse.number);
    expect(snapshot(world.state)).toEqual(before);
  });

  test('when memory has forgotten meanwhile what it counted on: it may be asked again', () => {
    const world = crowd();
    const before = snapshot(world.state);
    world.ask('media', RequestSubmit, submission({ InteractionId: 'AAAAAAAAAAAAAAAA' }), {});
    expect(last(world, EventError).attributes['ErrorCode']).toBe(ERRORS.RequestTimeout.number);
    expect(snapshot(world.state)).toEqual(before);
  });

  test('not at all after its client has gone: nobody hears of it', () => {
    const world = scene();
    world.disconnect('media');
    world.ask('media', RequestSubmit, submission());
    expect(world.lines()).toEqual([]);
    expect(world.state.interactions.size).toBe(0);
  });
});

function setting(changes: Parameters<typeof kv>[0]): Row[3] {
  return { ChangedProperties: kv(changes) };
}

describe('RequestChangeProperties is refused', () => {
  test.each<Row>([
    ['unknown', 'media', 'nothing', {}, 'UnknownInteraction', '0000000000000000'],
    ['stranger', 'other', 'waiting', setting({ a: 1 }), 'NotAParty', 'other'],
    ['stranger', 'desk', 'waiting', setting({ a: 1 }), 'NotAParty', 'A1'],
    ['stranger', 'rival', 'routed', setting({ a: 1 }), 'NotInRouting', 'rival'],
    ['system property', 'media', 'waiting', setting({ MediaType: 'x' }), 'ReadOnlyProperty', 'Properties.MediaType'],
    ['deletion', 'media', 'waiting', { DeletedProperties: ['IsOnline'] }, 'ReadOnlyProperty', 'DeletedProperties'],
    ['IsOnline', 'media', 'waiting', setting({ IsOnline: 2 }), 'AttributeValue', 'ChangedProperties.IsOnline'],
    ['ExternalId', 'media', 'waiting', setting({ ExternalId: 2 }), 'AttributeType', 'ChangedProperties.ExternalId'],
    ['length', 'media', 'waiting', setting({ ExternalId: 'é'.repeat(128) }), 'AttributeValue', 'ExternalId'],
    ['NUL', 'media', 'waiting', setting({ ParentId: 'a\0' }), 'AttributeValue', 'ChangedProperties.ParentId'],
    ['size', 'media', 'waiting', { AddedProperties: HUGE }, 'UserDataTooLarge', 'max-userdata-size'],
  ])('for its %s by %s', (...row) => {
    expect(outcome(RequestChangeProperties, row)).toEqual(refusal(row));
  });
});
