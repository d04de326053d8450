export { CLIENT_TYPES, isClientType, type ClientType } from './client-types.ts';
export { ERRORS, errorCloses, errorName, errorText, ProtocolError, type ErrorName } from './errors.ts';
export { decodeBody, encodeFrame, Fault, writeHeader } from './codec.ts';
export { EVENTS, MESSAGES, messageByCode, messageByName, REQUESTS } from './catalogue.ts';
export type {
  AnswerTo,
  Attributes,
  Audience,
  EventDefinition,
  MessageDefinition,
  Plain,
  RequestDefinition,
  Sent,
} from './message.ts';
export * from './attributes.ts';
export * from './messages/index.ts';
export {
  isSystemProperty,
  PROPERTY_KEYS,
  SYSTEM_PROPERTIES,
  SYSTEM_PROPERTY_NAMES,
  USER_DATA,
  type SystemProperty,
  type SystemPropertyName,
} from './interaction.ts';
export {
  DEFAULT_MAX_FRAME_SIZE,
  FrameSplitter,
  headerFault,
  HEADER_SIZE,
  PROTOCOL_VERSION,
  type FrameSink,
} from './wire/frame.ts';
export { Reader } from './wire/reader.ts';
export { Writer } from './wire/writer.ts';
export {
  EMPTY_PACKED,
  pack,
  packBytes,
  packedCount,
  packedGet,
  packedKeys,
  packedSize,
  packedToBytes,
  packTrusted,
  unpack,
  type Packed,
} from './wire/packed.ts';
export { mergePacked, type PackedChanges } from './wire/merge.ts';
export { type KvInput, type KvInputMap, type KvMap, type KvValue, readMap } from './wire/values.ts';
export { attributesToJson, bodyToJson, packedToJson } from './json/print.ts';
export { parseExactJson } from './json/exact.ts';
export { attributesFromJson, kvFromJson } from './json/parse.ts';
export * from './transport/index.ts';
export * from './client/index.ts';
