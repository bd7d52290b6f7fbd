import { createHash } from 'node:crypto';
import { limits } from '@kindred/contract';
import type { ColumnParams } from '../../column/index.ts';
import { countryNames } from '../lists/countries.ts';
import { phonePlans } from '../lists/phone-plans.ts';
import { stateNames } from '../lists/us-states.ts';

/** Longer rows are cut by the intake, so they cannot be read. */
const lineBytesMax = 64 * 1024;
const idBytesMax = 256;

const hashOfEmpty = createHash('sha256').update('').digest('hex');

/** Parameters that are the same for every file: lists of names and plans, and limits. */
export function commonParams(yearMax: number): ColumnParams {
  return {
    ...countryNames(),
    ...stateNames(),
    ...phonePlans(),
    year_max: yearMax,
    hash_of_empty: hashOfEmpty,
    sample_chars_max: limits.sample_chars_max,
    line_bytes_max: lineBytesMax,
    id_bytes_max: idBytesMax,
  };
}
