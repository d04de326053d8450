import { describe, expect, it } from 'vitest';
import { kvFromJson, pack, parseExactJson, ProtocolError } from '../src/index.ts';

describe('JSON without losing integers', () => {
  it.each([
    ['1', 1],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['1e300', 1e300],
    ['"9007199254740993"', '9007199254740993'],
  ])('%s', (text, expected) => {
    expect(parseExactJson(`{"x":[${text}]}`)).toEqual({ x: [expected] });
  });

  it('leaves what needs more than 64 bits to be refused', () => {
    const json = parseExactJson('{"x":99999999999999999999}') as Record<string, unknown>;
    expect(() => pack(kvFromJson(json))).toThrow(ProtocolError);
  });

  it.each(['!!', 'YQ=', 'YQ', 'Y Q='])('refuses %s as base64', (text) => {
    expect(() => kvFromJson({ x: { $bin: text } })).toThrow(/not base64/);
  });

  it('takes base64', () => {
    expect(kvFromJson({ x: { $bin: 'YQ==' }, y: { $bin: '' } })).toEqual({ x: Buffer.from('a'), y: Buffer.from('') });
  });
});
