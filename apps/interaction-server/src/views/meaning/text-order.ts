/** UTF-16 units in the order of the code points they stand for: surrogates come after U+E000…U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Compares by code point: below 0, 0, above 0. (JavaScript's < compares UTF-16 units, which differs above U+FFFF.) */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/**
 * A number that never orders two strings otherwise than {@link compareTexts} does: their first three UTF-16 units as digits.
 * Equal numbers say nothing.
 */
export function leadingNumber(text: string): number {
  return (digit(text, 0) * 0x10001 + digit(text, 1)) * 0x10001 + digit(text, 2);
}

/** 0 where the text has ended: that comes before every unit. */
function digit(text: string, index: number): number {
  return index < text.length ? rank(text.charCodeAt(index)) + 1 : 0;
}
