/** Columns that the table of interactions has or that PostgreSQL gives every table, beside those of system properties. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set(
  'user_data userdata ctid xmin xmax cmin cmax tableoid oid'.split(' '),
);

/** Words that conditions and orders are made of. */
const EXPRESSION_WORDS = 'and or not in like escape between is null asc desc true false';

/** Words that PostgreSQL (11 to 18) does not take as the name of a column. */
const SQL_WORDS = `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
  collation column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for
  foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading
  left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing
  primary references returning right select session_user similar some symmetric system_user table tablesample then to
  trailing true union unique user using variadic verbose when where window with`;

/** Words that cannot be a column of a custom property. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(`${EXPRESSION_WORDS} ${SQL_WORDS}`.split(/\s+/));
