import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { Failure, WrongUsage } from '../../failure.ts';

/** Called with each row after the first, cell by cell in the order of the header. */
export type OnRow = (cells: readonly string[]) => void;

/**
 * Reads CSV (RFC 4180, with a header) row by row, so that a file of any size is read with little memory. `onHeader` sees
 * the names of the columns first and gives what rows are handed to. Throws WrongUsage for a file that cannot be read.
 */
export async function readCsv(path: string, onHeader: (names: readonly string[]) => OnRow): Promise<void> {
  try {
    await pipeline(createReadStream(path), rowsTo(onHeader));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = error instanceof CsvError ? error.message : (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw new WrongUsage(`The file ${path} cannot be read as CSV: ${reason}.`, { cause: error });
  }
}

/** A consumer of bytes of CSV. */
export function rowsTo(onHeader: (names: readonly string[]) => OnRow) {
  return async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    let onRow: OnRow | null = null;
    const parser = parse({ bom: true, skip_empty_lines: true, relax_column_count: true });
    const parsed = pipeline(pieces, parser);
    parsed.catch(() => undefined);
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      if (onRow === null) onRow = onHeader(cells);
      else onRow(cells);
    }
    await parsed;
    if (onRow === null)
      throw new WrongUsage('A CSV file is empty: it must begin with the names of its columns.');
  };
}

/** Where a column stands. Throws WrongUsage when the file has none of this name. */
export function placeOf(names: readonly string[], name: string, path: string): number {
  const place = names.indexOf(name);
  if (place === -1) throw new WrongUsage(`The file ${path} has no column "${name}".`);
  return place;
}
