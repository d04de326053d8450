/** A pattern of LIKE, taken apart once. */
export interface LikePattern {
  /** The pieces between the `%` signs, each a list of characters; null stands for `_`. At least one piece. */
  readonly pieces: readonly (readonly (string | null)[])[];
}

/** Code points in a pattern: bounds the time of a match together with the length of the text. */
export const MAX_PATTERN_LENGTH = 256;

/**
 * Reads a pattern: `%` is any run of characters, `_` is one character (a code point), a backslash takes the next character as it
 * is. Returns the fault as text when the pattern is too long or ends with a backslash.
 */
export function readLikePattern(text: string): LikePattern | string {
  const characters = Array.from(text);
  if (characters.length > MAX_PATTERN_LENGTH) return `the pattern is longer than ${MAX_PATTERN_LENGTH} characters`;
  const pieces: (string | null)[][] = [[]];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === '%') {
      pieces.push([]);
      continue;
    }
    if (character === '\\') {
      at += 1;
      if (at === characters.length) return 'the pattern ends with a backslash: write two for the character itself';
    }
    pieces.at(-1)?.push(character === '_' ? null : (characters[at] as string));
  }
  return { pieces };
}

/**
 * Whether the whole text fits the pattern; capital and small letters differ. The first and last pieces are tied to the ends, the
 * others are found from the left, each once: the time is at most text × pattern, and never more than that.
 */
export function matchesLike(text: string, { pieces }: LikePattern): boolean {
  const first = pieces[0] ?? [];
  let from = endOfPiece(text, 0, first);
  if (from < 0) return false;
  if (pieces.length === 1) return from === text.length;
  for (let index = 1; index < pieces.length - 1; index += 1) {
    from = findPiece(text, from, pieces[index] ?? []);
    if (from < 0) return false;
  }
  const last = pieces.at(-1) ?? [];
  const start = startOfLast(text, last);
  return start >= from && endOfPiece(text, start, last) === text.length;
}

/** Where the piece ends that begins at `at`, -1 when it does not fit there. */
function endOfPiece(text: string, at: number, piece: readonly (string | null)[]): number {
  let position = at;
  for (const character of piece) {
    if (character === null) {
      if (position >= text.length) return -1;
      position += lengthAt(text, position);
    } else {
      if (!text.startsWith(character, position)) return -1;
      position += character.length;
    }
  }
  return position;
}

function findPiece(text: string, from: number, piece: readonly (string | null)[]): number {
  for (let at = from; at <= text.length; at += at < text.length ? lengthAt(text, at) : 1) {
    const end = endOfPiece(text, at, piece);
    if (end >= 0) return end;
  }
  return -1;
}

/** Where a piece must begin to end with the text, -1 when the text is shorter. */
function startOfLast(text: string, piece: readonly (string | null)[]): number {
  let position = text.length;
  for (let index = piece.length - 1; index >= 0; index -= 1) {
    const character = piece[index];
    position -= typeof character === 'string' ? character.length : lengthBefore(text, position);
  }
  return position;
}

/** UTF-16 units of the code point at a position. */
function lengthAt(text: string, position: number): number {
  return (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
}

function lengthBefore(text: string, position: number): number {
  return position >= 2 && (text.codePointAt(position - 2) ?? 0) > 0xffff ? 2 : 1;
}
