import { createHash } from 'node:crypto';
import { keyKinds, limits, type UserType, userTypes } from '@kindred/contract';
import type { ColumnParams } from '../column/index.ts';

/** What a line of the file is: one key of a known kind, or cells under named columns. */
export type RowShape =
  | { readonly form: 'single'; readonly userType: UserType }
  | {
      readonly form: 'multi';
      readonly schema: readonly string[];
      readonly delimiter: string;
      readonly cellPattern: string;
    };

const forms: Record<UserType, string> = {
  email_hash: 'hash',
  phone_hash: 'hash',
  mobile_advertiser_id: 'mobile_id',
  fbid: 'numeric_id',
  custom_audience_third_party_id: 'opaque_id',
};

/** Columns of a multi-key file whose cells are SHA-256 hashes (specification 3.4). */
const hashedColumns = new Set([
  'EMAIL',
  'PHONE',
  'FN',
  'LN',
  'FI',
  'GEN',
  'DOBY',
  'DOBM',
  'DOBD',
  'CT',
  'ST',
  'ZIP',
  'COUNTRY',
]);

const hashOfEmpty = createHash('sha256').update('').digest('hex');

/** The statement that takes lines of this shape, and its parameters beside segment and chunk. */
export function loadingOf(shape: RowShape): { readonly statement: string; readonly params: ColumnParams } {
  const common = {
    line_bytes_max: limits.line_bytes_max,
    sample_chars_max: limits.sample_chars_max,
    hash_of_empty: hashOfEmpty,
  };
  if (shape.form === 'single') {
    const kind = keyKinds[userTypes[shape.userType]].code;
    return { statement: 'stage-lines', params: { ...common, form: forms[shape.userType], kind } };
  }
  const { schema, delimiter, cellPattern } = shape;
  return {
    statement: 'stage-cells',
    params: {
      ...common,
      schema,
      delimiter,
      cell_pattern: cellPattern,
      hashed_names: schema.filter((name) => hashedColumns.has(name)),
    },
  };
}
