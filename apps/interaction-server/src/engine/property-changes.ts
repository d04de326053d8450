import {
  isSystemProperty,
  type KvValue,
  mergePacked,
  packedGet,
  packedKeys,
  packedSize,
  SYSTEM_PROPERTIES,
  type Packed,
  type SystemPropertyName,
} from '@ixn/protocol';
import type { CustomValue, Interaction } from '../state/interaction.ts';
import { customValues, extraction } from './configuration/custom-values.ts';
import type { EffectAttributes } from './effects.ts';
import { Refusal, refuse } from './refusal.ts';
import type { State } from './state.ts';

/** Property changes as requests bring them. */
export interface RequestedChanges {
  readonly AddedProperties: Packed | undefined;
  readonly ChangedProperties: Packed | undefined;
  readonly DeletedProperties: readonly string[] | undefined;
}

/** What an interaction will have after a change. */
export interface PropertyValues {
  readonly userData: Packed;
  readonly externalId: string;
  readonly parentId: string;
  readonly isOnline: boolean;
  readonly priority: number;
  readonly custom: readonly CustomValue[];
}

/** Bytes that ExternalId and ParentId may have, as in RequestSubmit. */
const MAX_TEXT = 255;

/** Whether a request changes properties at all. */
export function hasChanges(requested: RequestedChanges): boolean {
  return (
    requested.AddedProperties !== undefined ||
    requested.ChangedProperties !== undefined ||
    (requested.DeletedProperties !== undefined && requested.DeletedProperties.length > 0)
  );
}

/** The changes as events tell them. */
export function changeAttributes(requested: RequestedChanges): EffectAttributes {
  const { AddedProperties, ChangedProperties, DeletedProperties } = requested;
  return { AddedProperties, ChangedProperties, DeletedProperties };
}

/**
 * Works out what a change leads to, without doing it: user data by whole top-level keys; of the system properties only ExternalId,
 * ParentId and IsOnline (interactions.md, "An interaction"). Refused: other system properties, too much user data.
 */
export function planChanges(
  state: State,
  interaction: Interaction,
  requested: RequestedChanges,
): PropertyValues | Refusal {
  const draft = { externalId: interaction.externalId, parentId: interaction.parentId, isOnline: interaction.isOnline };
  const deleted = planDeleted(draft, requested.DeletedProperties);
  if (deleted instanceof Refusal) return deleted;
  const added = planSet(draft, requested.AddedProperties, 'AddedProperties');
  if (added instanceof Refusal) return added;
  const changed = planSet(draft, requested.ChangedProperties, 'ChangedProperties');
  if (changed instanceof Refusal) return changed;

  const userData = mergePacked(interaction.userData, { added, changed, deleted });
  const tooLarge = refuseSize(state, userData, interaction.userData, 'the user data');
  if (tooLarge !== undefined) return tooLarge;
  const custom = customValues(state.configuration.customProperties, userData);
  state.misfits += extraction.misfits;
  return { userData, ...draft, priority: priorityOf(userData), custom };
}

/** Refuses user data beyond max-userdata-size; what is there may shrink towards it. */
export function refuseSize(
  state: State,
  userData: Packed,
  before: Packed | null,
  attribute: string,
): Refusal | undefined {
  const size = packedSize(userData);
  const { maxUserdataSize } = state.configuration.options;
  if (size <= maxUserdataSize || (before !== null && size <= packedSize(before))) return undefined;
  return refuse('UserDataTooLarge', attribute, `${size} bytes, ${maxUserdataSize} are allowed (max-userdata-size)`);
}

/** The system property Priority: an integer in user data, else 0. */
export function priorityOf(userData: Packed): number {
  if (!userData.includes('Priority')) return 0;
  const value = packedGet(userData, 'Priority');
  return typeof value === 'number' && Number.isSafeInteger(value) ? value + 0 : 0;
}

/** Puts a plan into effect. The interaction is in no view meanwhile. */
export function setProperties(state: State, interaction: Interaction, values: PropertyValues): void {
  if (interaction.isOnline !== values.isOnline) {
    interaction.isOnline = values.isOnline;
    interaction.abandonedAt = values.isOnline ? 0 : state.now;
  }
  interaction.userData = values.userData;
  interaction.externalId = values.externalId;
  interaction.parentId = values.parentId;
  interaction.priority = values.priority;
  interaction.custom = values.custom;
}

interface Draft {
  externalId: string;
  parentId: string;
  isOnline: boolean;
}

/** Keys that stay changes of user data, after system properties were set in the draft. */
function planSet(draft: Draft, packed: Packed | undefined, attribute: string): Packed | undefined | Refusal {
  if (packed === undefined) return undefined;
  const system = packedKeys(packed).filter(isSystemKey);
  for (const key of system) {
    const refusal = setSystem(draft, key, packedGet(packed, key) as KvValue, `${attribute}.${key}`);
    if (refusal !== undefined) return refusal;
  }
  return system.length === 0 ? packed : mergePacked(packed, { deleted: system });
}

function planDeleted(draft: Draft, keys: readonly string[] | undefined): readonly string[] | undefined | Refusal {
  if (keys === undefined) return undefined;
  for (const key of keys) {
    if (!isSystemKey(key)) continue;
    if (key === 'ExternalId') draft.externalId = '';
    else if (key === 'ParentId') draft.parentId = '';
    else return refuse('ReadOnlyProperty', 'DeletedProperties', `${key} cannot be deleted`);
  }
  return keys;
}

/** Priority is a key of user data that the server reads, too: it may be changed like any other. */
function isSystemKey(key: string): key is Exclude<SystemPropertyName, 'Priority'> {
  return key !== 'Priority' && isSystemProperty(key);
}

function setSystem(draft: Draft, key: SystemPropertyName, value: KvValue, attribute: string): Refusal | undefined {
  if (!SYSTEM_PROPERTIES[key].changeable) return refuse('ReadOnlyProperty', attribute, 'it is a system property');
  if (key === 'IsOnline') {
    if (value !== 0 && value !== 1 && typeof value !== 'boolean') {
      return refuse('AttributeValue', attribute, 'expected 0, 1 or a boolean');
    }
    draft.isOnline = value === 1 || value === true;
    return undefined;
  }
  if (typeof value !== 'string') return refuse('AttributeType', attribute, 'expected str');
  if (value.length > MAX_TEXT || Buffer.byteLength(value) > MAX_TEXT || value.includes('\0')) {
    return refuse('AttributeValue', attribute, `more than ${MAX_TEXT} bytes, or NUL in it`);
  }
  if (key === 'ExternalId') draft.externalId = value;
  else draft.parentId = value;
  return undefined;
}
