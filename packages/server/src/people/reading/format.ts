import type { ImportFormat } from '../mapping/query.ts';
import { ImportRefused } from '../refused.ts';

const byType: Readonly<Record<string, ImportFormat>> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/json-lines': 'ndjson',
  'application/jsonlines': 'ndjson',
  'application/vnd.apache.parquet': 'parquet',
  'application/parquet': 'parquet',
};

const byEnding: Readonly<Record<string, ImportFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  parquet: 'parquet',
};

const parquetMark = Buffer.from('PAR1');

/** Bytes of a file that are looked at before its rows are: enough for the longest header. */
export const headBytes = 1024 * 1024;

export interface FormatHints {
  readonly format: ImportFormat | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
}

/** Tells the format: by the caller's word, the bytes, the Content-Type, the name, in this order. */
export function tellFormat(hints: FormatHints, head: Buffer): ImportFormat {
  const format = hints.format ?? guess(hints, head);
  const isParquet = head.subarray(0, parquetMark.length).equals(parquetMark);
  if (head.length === 0) throw unreadable('The file is empty.');
  if (format === 'parquet' && !isParquet) throw unreadable('The file is not a Parquet file.');
  if (format !== 'parquet' && isParquet)
    throw unreadable('This is a Parquet file: send it with format=parquet.');
  return format;
}

function guess(hints: FormatHints, head: Buffer): ImportFormat {
  if (head.subarray(0, parquetMark.length).equals(parquetMark)) return 'parquet';
  const type = hints.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = hints.fileName?.toLowerCase().replace(/\.gz$/, '').split('.').at(-1) ?? '';
  return (
    byType[type] ?? byEnding[ending] ?? (/^\s*[{[]/.test(head.toString('latin1', 0, 64)) ? 'ndjson' : 'csv')
  );
}

export function unreadable(problem: string): ImportRefused {
  return new ImportRefused('file_unreadable', problem);
}
