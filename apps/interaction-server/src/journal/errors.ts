/** Another server has raised the epoch: this one must answer and write nothing any more. The process ends. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * The database refuses a batch for good: memory and database no longer agree. The process ends, its successor starts from the
 * database. The text names what and where, never a value of a row.
 */
export class JournalRefused extends Error {
  override readonly name = 'JournalRefused';
}

/** The schema in the database is not one that this release can work on. The text says what to do. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused';
}

/** A custom property cannot have the column that it declares. The text names both. */
export class ColumnRefused extends Error {
  override readonly name = 'ColumnRefused';
}

/** No answer from the database within the time-out. Whether the request was done is not known. */
export class RequestTimedOut extends Error {
  override readonly name = 'RequestTimedOut';
}

/** The journal was closed while something waited for the database. */
export class JournalClosed extends Error {
  override readonly name = 'JournalClosed';
}
