import { createHash, type Hash } from 'node:crypto';
import { isUserType, limits } from '@kindred/contract';
import { ColumnFull } from '../../column/index.ts';
import {
  BrokenForm,
  cellPattern,
  chunkBytes,
  decode,
  lineChunks,
  peek,
  readHeader,
  Unreadable,
} from '../../intake/index.ts';
import { freeReceived } from '../../kernel/received-bytes.ts';
import type { StagedCounts } from '../../ledger/index.ts';
import { NotRelayable } from '../../relay/index.ts';
import type { OpenUpload, RowShape } from '../../stage/index.ts';
import { ApiError } from '../answers/api-error.ts';

/** Chunks that the engine takes at once: while one is written to disk the next is parsed. */
const loadsInFlight = 2;

export interface ReceivedFile {
  readonly upload: OpenUpload;
  readonly counts: StagedCounts & { readonly goodRows: number };
  /** Columns of a multi-key file; '' for one that was ignored. */
  readonly schema: readonly string[] | null;
  readonly bytes: number;
  /** SHA-256 of the bytes as they came; null when it was not asked for. */
  readonly sha256: string | null;
}

/** Where the lines of a file go, and the record that stays of it. */
export interface FileSink {
  open(): Promise<OpenUpload>;
  /** Told what the lines are, before any of them; may refuse them. */
  shaped?(shape: RowShape): void;
  append(upload: OpenUpload, shape: RowShape, chunk: number, bytes: readonly Buffer[]): Promise<void>;
  count(upload: OpenUpload, linesBefore: number): Promise<StagedCounts & { readonly goodRows: number }>;
  /** Bytes received so far, for whoever watches. */
  progress(upload: OpenUpload, bytes: number): Promise<void>;
  abort(upload: OpenUpload, reason: string, bytes: number): Promise<void>;
}

export interface ReceiveOptions {
  readonly sink: FileSink;
  readonly userType: string | null;
  readonly uploadBytesMax: number;
  /** Whether to tell the SHA-256 of the file: it costs 0.6 s a GiB, so only where a repeat must be recognised. */
  readonly hashed: boolean;
  readonly uploadsInFlight: () => number;
}

/**
 * Takes a file into the stage: nothing of it counts yet. Whatever goes wrong leaves a record with state
 * aborted, and no rows. Throws ApiError for what the caller can mend.
 */
export async function receiveFile(
  source: AsyncIterable<Buffer>,
  options: ReceiveOptions,
): Promise<ReceivedFile> {
  const { sink } = options;
  const meter = new Meter(options.uploadBytesMax, options.hashed);
  const upload = await sink.open();
  try {
    const { shape, lines, linesBefore } = await shapeOf(decode(meter.measure(source)), options.userType);
    sink.shaped?.(shape);
    const bytesWanted = (total: number) => chunkBytes(total, options.uploadsInFlight());
    await feed(lineChunks(lines, bytesWanted), async (chunk, bytes) => {
      await sink.append(upload, shape, chunk, bytes);
      freeReceived(bytes);
      await sink.progress(upload, meter.bytes);
    });
    const counts = await sink.count(upload, linesBefore);
    const schema = shape.form === 'multi' ? shape.schema : null;
    return { upload, counts, schema, bytes: meter.bytes, sha256: meter.sha256() };
  } catch (error) {
    const refusal = refusalOf(error);
    await sink.abort(upload, refusal === null ? 'The server failed.' : reasonOf(refusal), meter.bytes);
    throw refusal ?? error;
  }
}

/** Why a file was not taken, for its record: what was wrong with it where that is known. */
export function reasonOf(refusal: ApiError): string {
  const { problem } = refusal.details;
  return typeof problem === 'string' ? problem : refusal.message;
}

/** Stops a file that is too large while it is put aside. */
export async function* limited(source: AsyncIterable<Buffer>, bytesMax: number): AsyncGenerator<Buffer> {
  yield* new Meter(bytesMax, false).measure(source);
}

/** What the caller can mend; null for a failure of ours. */
function refusalOf(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof Unreadable) return new ApiError('file_unreadable', { problem: error.message });
  if (error instanceof BrokenForm) return new ApiError('malformed_request', { problem: error.message });
  if (error instanceof NotRelayable) return new ApiError('rows_not_relayable', { problem: error.message });
  if (error instanceof ColumnFull) return new ApiError('storage_full');
  return null;
}

/** Counts and hashes bytes on their way, and stops a file that is too large. */
class Meter {
  readonly #hash: Hash | null;
  readonly #bytesMax: number;
  bytes = 0;

  constructor(bytesMax: number, hashed: boolean) {
    this.#bytesMax = bytesMax;
    this.#hash = hashed ? createHash('sha256') : null;
  }

  async *measure(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      this.bytes += piece.length;
      if (this.bytes > this.#bytesMax) throw new ApiError('file_too_large', { bytes_max: this.#bytesMax });
      this.#hash?.update(piece);
      yield piece;
    }
  }

  sha256(): string | null {
    return this.#hash?.digest('hex') ?? null;
  }
}

interface Shaped {
  readonly shape: RowShape;
  readonly lines: AsyncIterable<Buffer>;
  /** Lines of the file above the first row: the header. */
  readonly linesBefore: number;
}

/** A user type says that each line is one key; without it the first line must name columns. */
async function shapeOf(bytes: AsyncIterable<Buffer>, userType: string | null): Promise<Shaped> {
  if (userType !== null && isUserType(userType)) {
    return { shape: { form: 'single', userType }, lines: bytes, linesBefore: 0 };
  }
  const headerBytesMax = 64 * limits.line_bytes_max;
  const { head, all } = await peekLine(bytes, headerBytesMax);
  const end = head.indexOf(0x0a);
  const headerBytes = end === -1 ? head.length : end;
  const header = readHeader(head.toString('utf8', 0, headerBytes));
  if (header === null) throw new ApiError('schema_unknown');
  const { schema, delimiter } = header;
  return {
    shape: { form: 'multi', schema, delimiter, cellPattern: cellPattern(delimiter) },
    lines: skip(all, headerBytes + 1),
    linesBefore: 1,
  };
}

async function peekLine(
  bytes: AsyncIterable<Buffer>,
  bytesMax: number,
): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Buffer> }> {
  let wanted = 1;
  let { head, all } = await peek(bytes, wanted);
  while (!head.includes(0x0a) && head.length >= wanted && head.length < bytesMax) {
    wanted = head.length + 1;
    ({ head, all } = await peek(all, wanted));
  }
  return { head, all };
}

async function* skip(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const piece of source) {
    if (left >= piece.length) left -= piece.length;
    else {
      yield left === 0 ? piece : piece.subarray(left);
      left = 0;
    }
  }
}

/** Hands chunks on, a few at a time; the first failure stops the rest. */
async function feed(
  chunks: AsyncIterable<{ readonly bytes: readonly Buffer[] }>,
  load: (chunk: number, bytes: readonly Buffer[]) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let number = 0;
  try {
    for await (const { bytes } of chunks) {
      const one: Promise<void> = load(number, bytes)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(one));
      running.add(one);
      number += 1;
      if (running.size >= loadsInFlight) await Promise.race(running);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}
