import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** The expression that reads a cell as people read it; null for what is no number. */
export function writtenNumber(cell: string): string {
  return statement('written-number', { cell, bare: `replaceRegexpAll(${cell}, '[ %$€£¥]', '')` });
}
