import { ProtocolError } from '../errors.ts';
import { itemOf, kv, schemaOf } from '../kinds/containers.ts';
import { joinPath, type Kind } from '../kinds/kind.ts';
import { timestamp } from '../kinds/numbers.ts';
import type { Schema } from '../kinds/schema.ts';
import type { MessageDefinition, Sent } from '../message.ts';
import type { KvInput, KvInputMap } from '../wire/values.ts';

/** The way back from JSON: what {@link attributesToJson} prints, or a person types, becomes attributes to be sent. */

/**
 * Attributes of a message from parsed JSON. Types are checked when they are encoded; here only that each name is an attribute and
 * that times are times. Throws ProtocolError with the path of the attribute.
 */
export function attributesFromJson<M extends MessageDefinition>(message: M, json: unknown): Sent<M> {
  return fromMap(message.schema, json, message.name, '') as Sent<M>;
}

function fromMap(schema: Schema, json: unknown, owner: string, path: string): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(objectOf(json, path))) {
    const field = schema.fields.find((candidate) => candidate.name === name);
    const inner = joinPath(path, name);
    if (field === undefined) {
      const known = schema.fields.map((candidate) => candidate.name).join(', ');
      throw new ProtocolError('AttributeValue', `${owner} has no such attribute, it has ${known}`, inner);
    }
    attributes[name] = fromJson(field.kind, value, inner);
  }
  return attributes;
}

function fromJson(kind: Kind, json: unknown, path: string): unknown {
  if (kind === timestamp) return typeof json === 'string' ? time(json, path) : json;
  if (kind === kv) return kvFromJson(objectOf(json, path), path);
  const schema = schemaOf(kind);
  if (schema !== undefined) return fromMap(schema, json, path, path);
  const item = itemOf(kind);
  if (item?.shape === 'list' && Array.isArray(json)) {
    return json.map((value, index) => fromJson(item.kind, value, `${path}[${index}]`));
  }
  if (item?.shape === 'record') {
    const entries = Object.entries(objectOf(json, path));
    return new Map(entries.map(([key, value]) => [key, fromJson(item.kind, value, joinPath(path, key))]));
  }
  return json;
}

function objectOf(json: unknown, path: string): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw new ProtocolError('AttributeType', 'expected a JSON object', path);
}

/** A KV list from parsed JSON: `$bin`, `$ts`, `$int` and `$float` become what they stand for. */
export function kvFromJson(json: Readonly<Record<string, unknown>>, path = ''): KvInputMap {
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, valueFromJson(value, joinPath(path, key))]),
  );
}

function valueFromJson(json: unknown, path: string): KvInput {
  if (Array.isArray(json)) return json.map((value, index) => valueFromJson(value, `${path}[${index}]`));
  if (typeof json !== 'object' || json === null) return json as KvInput;
  const [first, ...more] = Object.entries(json);
  if (first !== undefined && more.length === 0 && typeof first[1] === 'string') {
    const special = specialFromJson(first[0], first[1], path);
    if (special !== undefined) return special;
  }
  return kvFromJson(json as Readonly<Record<string, unknown>>, path);
}

function specialFromJson(tag: string, value: string, path: string): KvInput {
  switch (tag) {
    case '$bin':
      if (!BASE64.test(value)) throw new ProtocolError('AttributeValue', `'${value}' is not base64`, path);
      return Buffer.from(value, 'base64');
    case '$ts':
      return time(value, path);
    case '$int':
      if (!isInteger(value)) throw new ProtocolError('AttributeValue', `'${value}' is not an integer`, path);
      return BigInt(value);
    case '$float':
      return Number(value);
    default:
      return undefined;
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isInteger(value: string): boolean {
  return /^-?\d{1,20}$/.test(value);
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function time(value: string, path: string): Date {
  const date = RFC_3339.test(value) ? new Date(value) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new ProtocolError('AttributeValue', `'${value}' is not an RFC 3339 time`, path);
}
