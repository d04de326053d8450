import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  CLIENT_TYPES,
  ERRORS,
  errorCloses,
  errorName,
  errorText,
  EVENTS,
  isClientType,
  isSystemProperty,
  messageByCode,
  messageByName,
  MESSAGES,
  PROPERTY_KEYS,
  ProtocolError,
  REQUESTS,
  SYSTEM_PROPERTIES,
} from '../src/index.ts';

const folder = new URL('../src/messages/', import.meta.url);
const files = readdirSync(folder).filter((file) => file !== 'index.ts');

describe('the catalogue', () => {
  test('has each message once, by code and by name', () => {
    expect(new Set(MESSAGES.map((message) => message.code)).size).toBe(MESSAGES.length);
    for (const message of MESSAGES) {
      expect(messageByCode(message.code)).toBe(message);
      expect(messageByName(message.name)).toBe(message);
    }
    expect(messageByCode(0)).toBeUndefined();
    expect(messageByName('RequestNothing')).toBeUndefined();
  });

  test('has one message for each file, named after it', () => {
    const fromNames = MESSAGES.map(({ name }) => `${kebab(name)}.ts`);
    expect(fromNames.toSorted()).toEqual(files.toSorted());
  });

  test('tells requests from events by code and by name', () => {
    expect(REQUESTS.every(({ code, name }) => code < 0x8000 && name.startsWith('Request'))).toBe(true);
    expect(EVENTS.every(({ code, name }) => code >= 0x8000 && name.startsWith('Event'))).toBe(true);
    expect(REQUESTS.length + EVENTS.length).toBe(MESSAGES.length);
  });

  test('says of each message who sends it and what answers it', () => {
    for (const request of REQUESTS) {
      expect(request.from.length).toBeGreaterThan(0);
      expect(new Set(request.from).size).toBe(request.from.length);
      expect(request.answeredBy.length).toBeGreaterThan(0);
    }
    for (const event of EVENTS) expect(event.to.length).toBeGreaterThan(0);
  });

  test('says of each attribute what it is', () => {
    for (const { schema } of MESSAGES) for (const field of schema.fields) expect(field.about).toMatch(/[.,]$/);
  });

  test.each(files)('%s explains itself', (file) => {
    expect(readFileSync(new URL(file, folder), 'utf8')).toMatch(/\n\/\*\*[^]+?\*\/\nexport const /);
  });

  /** Codes never change once released: a change here is a break of the protocol. */
  test('keeps its codes', () => {
    expect(
      Object.fromEntries(MESSAGES.map(({ code, name }) => [code.toString(16).padStart(4, '0'), name])),
    ).toMatchSnapshot();
  });
});

function kebab(name: string): string {
  return name
    .replace('3rd', '-3rd-')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .replaceAll('--', '-')
    .toLowerCase();
}

describe('the error table', () => {
  test('has each number once, and knows its name', () => {
    const rows = Object.entries(ERRORS);
    expect(new Set(rows.map(([, row]) => row.number)).size).toBe(rows.length);
    for (const [name, row] of rows) expect(errorName(row.number)).toBe(name);
    expect(errorName(999_999)).toBeUndefined();
  });

  test('keeps its numbers', () => {
    expect(Object.fromEntries(Object.entries(ERRORS).map(([name, row]) => [row.number, name]))).toMatchSnapshot();
  });

  test('keeps the numbers of the original that are known', () => {
    expect([ERRORS.AgentNotLoggedIn.number, ERRORS.UnknownInteraction.number]).toEqual([34, 43]);
  });

  test('says what exactly is wrong after the fixed text', () => {
    expect(errorText('UnknownQueue')).toBe('unknown queue');
    expect(errorText('UnknownQueue', 'nowhere')).toBe('unknown queue: nowhere');
    expect(new ProtocolError('UnknownQueue', 'nowhere', 'Queue')).toMatchObject({
      message: 'unknown queue: nowhere',
      error: 'UnknownQueue',
      number: 1301,
      attribute: 'Queue',
      detail: 'nowhere',
    });
  });

  test('tells which errors end the connection', () => {
    expect([errorCloses('FrameTooLarge'), errorCloses('AttributeValue')]).toEqual([true, false]);
  });
});

describe('client types', () => {
  test.each(CLIENT_TYPES)('%s is one', (type) => expect(isClientType(type)).toBe(true));
  test.each(['agent application', 'Router', ''])("'%s' is none", (type) => expect(isClientType(type)).toBe(false));
});

describe('system properties', () => {
  test('have a column each', () => {
    const columns = Object.values(SYSTEM_PROPERTIES).map((property) => property.column);
    expect(new Set(columns).size).toBe(columns.length);
    expect(columns.every((column) => /^[a-z_]+$/.test(column))).toBe(true);
  });

  test('of which three may be changed', () => {
    const changeable = Object.entries(SYSTEM_PROPERTIES).filter(([, property]) => property.changeable);
    expect(changeable.map(([name]) => name)).toEqual(['ExternalId', 'ParentId', 'IsOnline']);
  });

  test('are known by name', () => {
    expect([isSystemProperty('Queue'), isSystemProperty('queue'), isSystemProperty('toString')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(Buffer.from(PROPERTY_KEYS.Queue).toString('latin1')).toBe('\xa5Queue');
  });
});
