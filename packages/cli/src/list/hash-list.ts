import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { WrongUsage } from '../failure.ts';
import { addCounts, type Counts } from './hash-rows.ts';
import type { Plan } from './plan.ts';
import { openPool, type Pool } from './pool.ts';

export interface WrittenList {
  readonly bytes: number;
  /** False where the reader of standard output stopped early, which is no failure (`| head`). */
  readonly whole: boolean;
}

/** Smaller lists are hashed before a thread has started. */
const bytesForThreads = 4 * 1024 * 1024;
const threadsMax = 8;

/** Hashes texts of whole records, and gives what is written, in their order. The first piece is the header. */
export async function* hashedPieces(
  texts: AsyncIterable<string>,
  plan: Plan,
  threads: number,
  counts: Counts,
): AsyncGenerator<string> {
  if (plan.only === null) yield `${plan.schema.join(',')}\n`;
  await using pool: Pool = openPool(plan, threads);
  const underWay: ReturnType<Pool['hash']>[] = [];
  const next = async (): Promise<string> => {
    const done = await underWay.shift();
    if (done === undefined) return '';
    addCounts(counts, done.counts);
    return done.text;
  };
  for await (const text of texts) {
    const hashed = pool.hash(text);
    // A failure is met where its turn is.
    hashed.catch(() => undefined);
    underWay.push(hashed);
    if (underWay.length >= pool.width) yield await next();
  }
  while (underWay.length > 0) yield await next();
}

/**
 * How many threads are worth it for a list of this many bytes (null: unknown). 600 000 rows of eight columns take 11.8 s
 * of processor time on one thread and 12.3 s on two, so every further core counts; a list of addresses alone takes
 * 2 s, most of it reading and writing, and longer where every line is copied to a thread and back.
 */
export function threadsFor(byteCount: number | null, plan: Plan): number {
  const isLight = plan.columns.length < 3 && !plan.columns.some(({ kind }) => kind === 'PHONE');
  if (isLight || (byteCount !== null && byteCount < bytesForThreads)) return 1;
  return Math.min(threadsMax, availableParallelism());
}

/** Writes to a file beside the wanted one, which is put in place when it is whole; or to a stream that stays open. */
export async function writeList(
  pieces: AsyncIterable<string>,
  output: string,
  stream: NodeJS.WritableStream,
): Promise<WrittenList> {
  const state = { bytes: 0 };
  const counted = counting(pieces, state);
  if (output === '-') {
    const whole = await pipeline(counted, stream as Writable, { end: false }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') return false;
        throw error;
      },
    );
    return { bytes: state.bytes, whole };
  }
  const part = `${output}.part`;
  try {
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600 });
    await (output.endsWith('.gz') ? pipeline(counted, createGzip(), file) : pipeline(counted, file));
    await rename(part, output);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new WrongUsage(`${part} is there already. Is another run writing it? Delete it if not.`);
    await rm(part, { force: true });
    if (code === 'ENOENT' || code === 'EACCES')
      throw new WrongUsage(`The file ${output} cannot be written (${code}).`);
    throw error;
  }
  return { bytes: state.bytes, whole: true };
}

async function* counting(pieces: AsyncIterable<string>, state: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    state.bytes += bytes.length;
    yield bytes;
  }
}
