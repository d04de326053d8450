/** What is wrong with a text in the view language, and where. */
export interface ViewFault {
  /** One clause without a full stop: what is wrong and what would be right. */
  readonly message: string;
  /** UTF-16 units from the beginning of the text, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** Characters (code points) from the beginning of the line, from 1. */
  readonly column: number;
}

/** Ends the reading of a text. Thrown within the language only; its entry points turn it into a {@link ViewFault}. */
export class FaultAt extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.name = 'FaultAt';
    this.offset = offset;
  }
}

/** Finds line and column of an offset. Lines end with LF, CR LF or CR. */
export function placeFault(text: string, offset: number, message: string): ViewFault {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  const lastLine = lines.at(-1) ?? '';
  return { message, offset, line: lines.length, column: Array.from(lastLine).length + 1 };
}

/** The fault as one line for people: `line 1, column 5: …`. */
export function faultText(fault: ViewFault): string {
  return `line ${fault.line}, column ${fault.column}: ${fault.message}`;
}

const QUOTED_LENGTH = 40;

/** A piece of the text as it is shown in a message: never longer than a few words. */
export function quoted(piece: string): string {
  return piece.length > QUOTED_LENGTH ? `"${piece.slice(0, QUOTED_LENGTH)}…"` : `"${piece}"`;
}
