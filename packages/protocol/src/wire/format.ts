/** The bytes of MessagePack that IXN uses (https://github.com/msgpack/msgpack/blob/master/spec.md). */
export const NIL = 0xc0;
export const FALSE = 0xc2;
export const TRUE = 0xc3;
export const BIN_8 = 0xc4;
export const BIN_16 = 0xc5;
export const BIN_32 = 0xc6;
export const EXT_8 = 0xc7;
export const FLOAT_32 = 0xca;
export const FLOAT_64 = 0xcb;
export const UINT_8 = 0xcc;
export const UINT_16 = 0xcd;
export const UINT_32 = 0xce;
export const UINT_64 = 0xcf;
export const INT_8 = 0xd0;
export const INT_16 = 0xd1;
export const INT_32 = 0xd2;
export const INT_64 = 0xd3;
export const FIXEXT_4 = 0xd6;
export const FIXEXT_8 = 0xd7;
export const STR_8 = 0xd9;
export const STR_16 = 0xda;
export const STR_32 = 0xdb;
export const ARRAY_16 = 0xdc;
export const ARRAY_32 = 0xdd;
export const MAP_16 = 0xde;
export const MAP_32 = 0xdf;
export const FIX_MAP = 0x80;
export const FIX_ARRAY = 0x90;
export const FIX_STR = 0xa0;

/** Extension type -1, as the unsigned byte it is on the wire. */
export const TIMESTAMP = 0xff;

/** A KV list, or any other value, nests at most this deep; the outermost map counts as 1. */
export const MAX_DEPTH = 16;

export const TWO_32 = 0x1_0000_0000;

/** Timestamps lie in the years 1 to 9999: what RFC 3339 can say and PostgreSQL can hold. Seconds since 1970. */
export const MIN_SECONDS = -62_135_596_800;
export const MAX_SECONDS = 253_402_300_799;

/** What the first byte of a value says. Small integers, so that a switch over them is a jump table. */
export const TYPE_BAD = 0;
export const TYPE_NIL = 1;
export const TYPE_BOOL = 2;
export const TYPE_INT = 3;
export const TYPE_FLOAT = 4;
export const TYPE_STR = 5;
export const TYPE_BIN = 6;
export const TYPE_TIMESTAMP = 7;
export const TYPE_ARRAY = 8;
export const TYPE_MAP = 9;

/** Names of the types, for descriptions of errors. */
export const TYPE_NAMES = [
  'nothing',
  'nil',
  'bool',
  'int',
  'float',
  'str',
  'bin',
  'timestamp',
  'array',
  'map',
] as const;

/** Type by first byte. Extensions count as timestamps here; whether they are is decided when they are read. */
export const TYPE_OF: Uint8Array = new Uint8Array(256).map((_, byte) => {
  if (byte < 0x80 || byte >= 0xe0) return TYPE_INT;
  if (byte < 0x90) return TYPE_MAP;
  if (byte < 0xa0) return TYPE_ARRAY;
  if (byte < 0xc0) return TYPE_STR;
  if (byte === NIL) return TYPE_NIL;
  if (byte === FALSE || byte === TRUE) return TYPE_BOOL;
  if (byte >= BIN_8 && byte <= BIN_32) return TYPE_BIN;
  if (byte === FLOAT_32 || byte === FLOAT_64) return TYPE_FLOAT;
  if (byte >= UINT_8 && byte <= INT_64) return TYPE_INT;
  if (byte === EXT_8 || byte === FIXEXT_4 || byte === FIXEXT_8) return TYPE_TIMESTAMP;
  if (byte >= STR_8 && byte <= STR_32) return TYPE_STR;
  if (byte === ARRAY_16 || byte === ARRAY_32) return TYPE_ARRAY;
  if (byte === MAP_16 || byte === MAP_32) return TYPE_MAP;
  return TYPE_BAD;
});
