import { limits } from '@kindred/contract';

/** Columns of a file that holds several keys a row: names of the Graph schema, '' for a column that is ignored. */
export interface Header {
  readonly delimiter: string;
  readonly schema: readonly string[];
  readonly ignored: readonly string[];
}

const delimiters = [',', ';', '\t', '|'] as const;

/** Names of Meta's multi-key schema, and the single-key names that clients also put there. */
const schemaNames: Readonly<Record<string, string>> = {
  EXTERN_ID: 'EXTERN_ID',
  UID: 'UID',
  FBID: 'UID',
  APPUID: 'UID',
  PAGEUID: 'UID',
  EMAIL: 'EMAIL',
  EMAIL_SHA256: 'EMAIL',
  EMAIL_HASH: 'EMAIL',
  PHONE: 'PHONE',
  PHONE_SHA256: 'PHONE',
  PHONE_HASH: 'PHONE',
  MADID: 'MADID',
  MOBILE_ADVERTISER_ID: 'MADID',
  THIRD_PARTY_ID: 'THIRD_PARTY_ID',
  CUSTOM_AUDIENCE_THIRD_PARTY_ID: 'THIRD_PARTY_ID',
  FN: 'FN',
  LN: 'LN',
  FI: 'FI',
  GEN: 'GEN',
  DOBY: 'DOBY',
  DOBM: 'DOBM',
  DOBD: 'DOBD',
  CT: 'CT',
  ST: 'ST',
  ZIP: 'ZIP',
  COUNTRY: 'COUNTRY',
  LOOKALIKE_VALUE: 'LOOKALIKE_VALUE',
};

const keyNames = new Set(['EXTERN_ID', 'UID', 'EMAIL', 'PHONE', 'MADID', 'THIRD_PARTY_ID']);

/**
 * Reads the first line of a multi-key file. Null when it names no column that could match: one strong key,
 * or FN and LN together. A name that stands twice is a mistake of the file too.
 */
export function readHeader(line: string): Header | null {
  const text = line.replace(/\r$/, '');
  const delimiter = delimiters.find((each) => text.includes(each)) ?? ',';
  const cells = text.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, '').trim());
  if (cells.length > limits.schema_columns_max) return null;
  const schema = cells.map((cell) => schemaNames[cell.toUpperCase()] ?? '');
  const named = schema.filter((name) => name !== '');
  const matchable =
    named.some((name) => keyNames.has(name)) || (named.includes('FN') && named.includes('LN'));
  if (!matchable || new Set(named).size !== named.length) return null;
  return { delimiter, schema, ignored: cells.filter((_, index) => schema[index] === '') };
}

/** The pattern by which the engine takes a line with quotes apart: one cell and the delimiter behind it. */
export function cellPattern(delimiter: string): string {
  const literal = delimiter === '|' ? '[|]' : delimiter;
  return `(\\s*"(?:[^"]|"")*"\\s*|[^${delimiter === '|' ? '|' : delimiter}]*)${literal}`;
}
