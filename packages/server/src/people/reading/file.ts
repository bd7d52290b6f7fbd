import type { Column, ColumnParams } from '../../column/index.ts';
import { chunkBytes, lineChunks } from '../../intake/index.ts';
import type { ImportFormat, ImportParameters } from '../mapping/query.ts';
import { resolveMapping } from '../mapping/resolve.ts';
import type { Mapping } from '../mapping/role.ts';
import { type CsvChunk, csvChunks } from './csv/chunks.ts';
import { readCsvHeader } from './csv/header.ts';
import { tellFormat } from './format.ts';
import { type Head, readHead, skip } from './head.ts';
import { jsonColumns } from './json-columns.ts';
import { openParquet } from './parquet.ts';
import { csvParams, jsonParams } from './places.ts';

const chunkBytesMax = 32 * 1024 * 1024;

/** A file of which the columns are known, and whose rows are not read yet. */
export interface OpenFile extends AsyncDisposable {
  readonly format: ImportFormat;
  readonly mapping: Mapping;
  /** Parameters of the staging statement that say where things stand. */
  readonly params: ColumnParams;
  readonly linesBefore: number;
  /** Rows to feed; of a Parquet file the engine reads the rows itself, so there is one piece without bytes. */
  readonly chunks: AsyncIterable<FileChunk>;
}

export interface FileChunk {
  readonly bytes: readonly Buffer[];
  readonly params: ColumnParams;
}

export interface FileOptions {
  readonly column: Column;
  readonly spoolDirectory: string;
  readonly spoolKey: Buffer;
  readonly importsInFlight: () => number;
}

/** Looks at the head of a file. Throws ImportRefused when it cannot be used. */
export async function openFile(
  source: AsyncIterable<Buffer>,
  hints: ImportParameters & { readonly contentType: string | null },
  options: FileOptions,
): Promise<OpenFile> {
  const head = await readHead(source);
  const format = tellFormat(hints, head.head);
  if (format === 'parquet') return openParquet(head.all, hints.mapping, options);
  return format === 'csv' ? openCsv(head, hints, options) : openNdjson(head, hints, options);
}

function openCsv(head: Head, hints: ImportParameters, options: FileOptions): OpenFile {
  const header = readCsvHeader(head.head);
  const mapping = resolveMapping(header.columns, hints.mapping);
  const chunks = csvChunks(skip(head.all, header.byteCount), header.delimiter, sizing(options));
  const paramsOf = (chunk: CsvChunk) => ({
    unquoted: chunk.unquoted ? 1 : 0,
    delimiter: chunk.unquoted ? '\x1f' : header.delimiter,
  });
  return {
    format: 'csv',
    mapping,
    params: csvParams(mapping),
    linesBefore: header.lineCount,
    chunks: withParams(chunks, paramsOf),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function openNdjson(head: Head, hints: ImportParameters, options: FileOptions): OpenFile {
  const mapping = resolveMapping(jsonColumns(head.head, head.isWhole), hints.mapping);
  return {
    format: 'ndjson',
    mapping,
    params: jsonParams(mapping),
    linesBefore: 0,
    chunks: withParams(lineChunks(head.all, sizing(options)), () => ({})),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function sizing(options: FileOptions): (totalBytes: number) => number {
  return (totalBytes) => Math.min(chunkBytesMax, chunkBytes(totalBytes, options.importsInFlight()));
}

async function* withParams<Chunk extends { readonly bytes: readonly Buffer[] }>(
  chunks: AsyncIterable<Chunk>,
  paramsOf: (chunk: Chunk) => ColumnParams,
): AsyncGenerator<FileChunk> {
  for await (const chunk of chunks) yield { bytes: chunk.bytes, params: paramsOf(chunk) };
}
