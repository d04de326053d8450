import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName } from '../src/nearest.ts';

const NAMES = ['delivering-timeout', 'handling-timeout', 'routing-timeout', 'max-userdata-size', 'log'];

test.each([
  ['a letter left out', 'delivering-timeot', 'delivering-timeout'],
  ['two letters swapped', 'handlign-timeout', 'handling-timeout'],
  ['two letters swapped in a short name', 'lgo', 'log'],
  ['camel case', 'routingTimeout', 'routing-timeout'],
  ['underscores', 'max_userdata_size', 'max-userdata-size'],
  ['a letter too many in a short name', 'logs', 'log'],
  ['something else altogether', 'colour', undefined],
  ['nothing', '', undefined],
])('%s', (_, name, expected) => {
  expect(nearestName(name, NAMES)).toBe(expected);
});

test('a known name is nearest to itself, whatever the others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (names) => {
      for (const name of names) expect(nearestName(name, names)).toBe(name);
    }),
  );
});
