import { BinaryValues, TYPE_IDS, type ValueType } from './binary-values.ts';

/**
 * PostgreSQL's binary format of one-dimensional arrays, as it is sent for a parameter that is cast to `text[]` or to an array of a
 * row type (array_recv, record_recv in PostgreSQL's source):
 *
 *   array   int32 dimensions (1; 0 for an empty array) · int32 has nulls · int32 type of the elements ·
 *           int32 number of elements · int32 first index (1) · the elements, each with its length
 *   record  int32 number of fields · for each: int32 its type · the value with its length
 */
const HEADER = 20;
const EMPTY_HEADER = 12;

/** A parameter of a batch that is filled row by row, then taken. What was taken is good until the next {@link reset}. */
export interface ArrayParameter {
  /** Elements so far. */
  readonly count: number;
  reset(): void;
  take(): Buffer;
}

function writeHeader(buffer: Buffer, count: number, end: number, type: number): Buffer {
  buffer.writeInt32BE(count === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeUInt32BE(type, 8);
  if (count === 0) return buffer.subarray(0, EMPTY_HEADER);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return buffer.subarray(0, end);
}

/** An array of values of one type: each value appended is an element. */
export class ValueArray extends BinaryValues implements ArrayParameter {
  readonly type: ValueType;
  count = 0;

  constructor(type: ValueType) {
    super();
    this.type = type;
    this.reset();
  }

  reset(): void {
    this.restart(HEADER);
    this.count = 0;
  }

  take(): Buffer {
    return writeHeader(this.buffer, this.count, this.at, TYPE_IDS[this.type]);
  }

  protected begin(): void {
    this.count++;
  }
}

/**
 * An array of rows of a composite type: {@link row}, then the value of each field in the order of the type. Unlike one array a column it
 * costs PostgreSQL one function call, not one for each column and element.
 */
export class RecordArray extends BinaryValues implements ArrayParameter {
  readonly #fields: number;
  readonly #typeId: number;
  count = 0;
  /** Where the length of the row under way stands. */
  #rowAt = 0;
  #fieldsWritten = 0;

  /** `typeId`: object id of the composite type, which differs between databases. `fields`: how many it has. */
  constructor(typeId: number, fields: number) {
    super();
    this.#typeId = typeId;
    this.#fields = fields;
    this.reset();
  }

  reset(): void {
    this.restart(HEADER);
    this.count = 0;
    this.#rowAt = 0;
    this.#fieldsWritten = 0;
  }

  /** Begins the next row. */
  row(): void {
    this.#endRow();
    this.reserve(8);
    this.#rowAt = this.at;
    this.count++;
    this.#fieldsWritten = 0;
    this.int32(0);
    this.int32(this.#fields);
  }

  take(): Buffer {
    this.#endRow();
    return writeHeader(this.buffer, this.count, this.at, this.#typeId);
  }

  protected begin(typeId: number): void {
    this.#fieldsWritten++;
    this.reserve(4);
    this.int32(typeId);
  }

  #endRow(): void {
    if (this.#rowAt === 0) return;
    if (this.#fieldsWritten !== this.#fields)
      throw new Error(`a row has ${this.#fieldsWritten} fields, not ${this.#fields}`);
    this.buffer.writeInt32BE(this.at - this.#rowAt - 4, this.#rowAt);
  }
}
