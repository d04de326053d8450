/** Licences that ask for no more than their own text to be kept. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/** Beside those, for tools that are never part of what is delivered. */
const forTools = new Set(['MPL-2.0']);

/**
 * True when an SPDX expression leaves a choice that is allowed: `(MIT OR EUPL-1.1+)` is, `MIT AND GPL-3.0` is not.
 * An unknown licence is not allowed.
 */
export function isAllowed(expression: string, isTool: boolean): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((name) => permissive.has(name) || (isTool && forTools.has(name))));
}
