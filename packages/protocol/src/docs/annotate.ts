import { messageByCode } from '../catalogue.ts';
import { rfc3339 } from '../json/print.ts';
import {
  TYPE_ARRAY,
  TYPE_BIN,
  TYPE_BOOL,
  TYPE_FLOAT,
  TYPE_INT,
  TYPE_MAP,
  TYPE_NIL,
  TYPE_STR,
  TYPE_TIMESTAMP,
} from '../wire/format.ts';
import { HEADER_SIZE } from '../wire/frame.ts';
import { Reader } from '../wire/reader.ts';

const WIDTH = 16;

/** Lines of bytes in hex on the left and what they mean on the right; indented as maps and arrays nest. */
class Page {
  readonly lines: string[] = [];
  readonly #frame: Buffer;

  constructor(frame: Buffer) {
    this.#frame = frame;
  }

  add(start: number, end: number, meaning: string, depth = 0): void {
    const indent = '  '.repeat(depth);
    for (let at = start; at < end; at += WIDTH) {
      const bytes = this.#frame
        .subarray(at, Math.min(at + WIDTH, end))
        .toString('hex')
        .replaceAll(/..(?!$)/g, '$& ');
      const hex = `${indent}${bytes}`.padEnd(3 * WIDTH + 9);
      this.lines.push(at === start ? `${hex}${meaning}` : hex.trimEnd());
    }
  }
}

/** A whole frame, byte by byte, for people. */
export function annotate(frame: Buffer): string {
  const page = new Page(frame);
  const code = frame.readUInt16BE(4);
  page.add(0, 4, `length: ${frame.readUInt32BE(0)} bytes follow`);
  page.add(4, 6, `message code: ${messageByCode(code)?.name ?? 'unknown'}`);
  page.add(6, 7, `protocol version ${frame[6]}`);
  page.add(7, 8, 'flags');
  page.add(8, 12, `ReferenceId ${frame.readUInt32BE(8)}`);
  page.add(12, 16, `ProxyClientId ${frame.readUInt32BE(12)}`);
  if (frame.length > HEADER_SIZE) {
    const reader = new Reader();
    reader.reset(frame, HEADER_SIZE, frame.length);
    value(reader, page, 0);
  }
  return page.lines.join('\n');
}

function value(reader: Reader, page: Page, depth: number): void {
  const start = reader.pos;
  switch (reader.type()) {
    case TYPE_MAP: {
      const count = reader.map();
      page.add(start, reader.pos, `map of ${count}`, depth);
      for (let index = 0; index < count; index++) {
        value(reader, page, depth + 1);
        value(reader, page, depth + 1);
      }
      return;
    }
    case TYPE_ARRAY: {
      const count = reader.array();
      page.add(start, reader.pos, `array of ${count}`, depth);
      for (let index = 0; index < count; index++) value(reader, page, depth + 1);
      return;
    }
    default: {
      const meaning = scalar(reader);
      page.add(start, reader.pos, meaning, depth);
    }
  }
}

function scalar(reader: Reader): string {
  switch (reader.type()) {
    case TYPE_NIL:
      reader.nil();
      return 'nil';
    case TYPE_BOOL:
      return String(reader.bool());
    case TYPE_INT:
      return `int ${reader.int()}`;
    case TYPE_FLOAT:
      return `float ${reader.float()}`;
    case TYPE_STR:
      reader.str();
      return JSON.stringify(reader.buffer.toString('utf8', reader.first, reader.last));
    case TYPE_BIN:
      reader.bin();
      return `bin of ${reader.last - reader.first}`;
    case TYPE_TIMESTAMP:
      reader.timestamp();
      return `timestamp ${rfc3339(reader.seconds, reader.nanoseconds)}`;
    default:
      reader.skip();
      return 'outside the subset';
  }
}
