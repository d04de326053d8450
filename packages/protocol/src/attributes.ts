/** The kinds of attributes and how messages declare them. */
export { float, flag, int, uint, uint32, count, timestamp, type Flag } from './kinds/numbers.ts';
export { identifier, interactionId, isInteractionId, longText, name, text, userDataKey, word } from './kinds/text.ts';
export { group, kv, list, record, sealed } from './kinds/containers.ts';
export {
  optional,
  required,
  withDefault,
  type Attribute,
  type PackedRecord,
  type PlainRecord,
  type SentRecord,
} from './kinds/schema.ts';
export type { Kind, PackedOf, PlainOf, SentOf } from './kinds/kind.ts';
