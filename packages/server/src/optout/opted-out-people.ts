import { sqlIn } from '../kernel/sql-file.ts';

/** The people behind suppressed keys, as a part of statements of the column store. */
export const optedOutPeople = sqlIn(import.meta.url)('opted-out-people');
