import { ColumnFull } from '../../column/index.ts';

/**
 * An error of the engine without its text, which may quote the row that it could not read: its number and name
 * only, such as "241 MEMORY_LIMIT_EXCEEDED".
 */
export function withoutText(error: unknown): Error {
  if (error instanceof ColumnFull) return error;
  const text = error instanceof Error ? error.message : '';
  const code = /Code: ([0-9]+)/.exec(text)?.[1] ?? 'unknown';
  const name = /\(([A-Z][A-Z0-9_]+)\)/.exec(text)?.[1] ?? '';
  return new Error(`the column store could not take rows of a population file: error ${code} ${name}`.trim());
}
