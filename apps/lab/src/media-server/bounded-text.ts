/** Makes text fit for the wire: well-formed Unicode, no NUL. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Longest prefix of `text` whose UTF-8 form has at most `bytes` bytes, cut between characters. */
export function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  // A byte position inside a character moves back to that character's start.
  const utf8 = Buffer.from(text);
  let end = bytes;
  while (end > 0 && ((utf8[end] ?? 0) & 0xc0) === 0x80) end--;
  return utf8.toString('utf8', 0, end);
}
