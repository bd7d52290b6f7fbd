import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Encoding, endOfRecords, RecordDecoder } from '@kindred/identity';
import { WorkFailed, WrongUsage } from '../../failure.ts';
import { fileBody } from '../../wire/index.ts';
import { csvOfParquet } from './parquet.ts';

export type ListFormat = 'delimited' | 'ndjson';

/** A list as it is read: pieces of bytes, unpacked. */
export interface ListSource {
  readonly byteCount: number | null;
  readonly format: ListFormat;
  /** Whether the first line is known to name the columns. */
  readonly isNamed: boolean;
  /** The first bytes. */
  readonly head: Buffer;
  readonly pieces: AsyncIterable<Buffer>;
}

/** Text is handed on in pieces of about this size: 16 000 rows of a CRM's export, 30 ms of hashing. */
const textCharsMin = 1024 * 1024;

/**
 * Opens a list, packed with gzip or not, and tells its format by its first bytes and its name. Of a Parquet file only
 * the wanted columns are read; it comes as the CSV file that it could be. Throws WrongUsage.
 */
export async function openList(
  path: string,
  format: ListFormat | null,
  onBytes: (byteCount: number) => void,
  wanted: (column: string) => boolean = () => true,
): Promise<ListSource> {
  const body = await fileBody(path, '');
  const counted = counting(body.pieces, onBytes);
  const [head, whole] = await peek(counted);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  const [plainHead, pieces] = packed ? await peek(unpacked(whole)) : [head, whole];
  if (plainHead.subarray(0, 4).toString('latin1') === 'PAR1') {
    if (packed || body.byteCount === null)
      throw new WrongUsage('A Parquet file is read from its end: name the file itself, not packed.');
    const [firstRecord, records] = await peek(csvOfParquet({ path, wanted, onBytes }));
    return {
      byteCount: body.byteCount,
      format: 'delimited',
      isNamed: true,
      head: firstRecord,
      pieces: records,
    };
  }
  const named = /\.(ndjson|jsonl)(\.gz)?$/i.test(path) || /^\s*\{/.test(plainHead.toString('latin1', 0, 64));
  return {
    byteCount: body.byteCount,
    format: format ?? (named ? 'ndjson' : 'delimited'),
    isNamed: false,
    head: plainHead,
    pieces,
  };
}

/** The text of a list in pieces that end with whole records. Throws WorkFailed where it is not in its encoding. */
export async function* textOfList(source: ListSource, encoding: Encoding | null): AsyncGenerator<string> {
  const ends = source.format === 'ndjson' ? (text: string) => text.lastIndexOf('\n') + 1 : endOfRecords;
  const decoder = new RecordDecoder(ends, encoding);
  let gathered = '';
  for await (const piece of source.pieces) {
    gathered += sound(decoder.push(piece));
    if (gathered.length < textCharsMin) continue;
    yield gathered;
    gathered = '';
  }
  const rest = gathered + sound(decoder.end());
  if (rest !== '') yield rest;
}

/** Letters that could not be read would be hashed as something else. */
function sound(text: string): string {
  if (text.includes('\ufffd')) throw wrongEncoding();
  return text;
}

export function wrongEncoding(): WorkFailed {
  return new WorkFailed(
    'The file is not UTF-8: some of its letters cannot be read, and would be hashed as others. Save it as UTF-8, or try --encoding windows-1252.',
  );
}

async function* counting(
  pieces: AsyncIterable<Buffer>,
  onBytes: (byteCount: number) => void,
): AsyncGenerator<Buffer> {
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    onBytes(byteCount);
    yield piece;
  }
}

async function* unpacked(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // Whatever fails is met where the bytes are read.
  pipeline(pieces, gunzip).catch(() => undefined);
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_')) throw new WorkFailed('The gzip file is damaged or ends too early.');
    throw error;
  }
}

/** The first bytes, and all of them again. */
async function peek(pieces: AsyncIterable<Buffer>): Promise<readonly [Buffer, AsyncIterable<Buffer>]> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  async function* all(): AsyncGenerator<Buffer> {
    if (first.done !== true) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return [head, all()];
}
