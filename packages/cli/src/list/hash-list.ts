import { availableParallelism } from 'node:os';
import type { Plan } from './plan.ts';
import { openPool, type PoolWork, pooled } from './pool.ts';
import { addCounts, type Counts } from './rows/counts.ts';
import { type HashedRows, RowHasher } from './rows/hash-rows.ts';
import type { Stock } from './stock.ts';

/** Smaller lists are hashed before a thread has started. */
const bytesForThreads = { heavy: 4 * 1024 * 1024, light: 64 * 1024 * 1024 };
const threadsMax = 8;

/** Lines of a piece of addresses take three times as many bytes as the addresses. */
const lineBytesMin = 4 * 1024 * 1024;

/** What is handed in is gone until it comes back: the records as they were, the other with lines in it or a larger one. */
export interface HashTask {
  readonly records: Uint8Array<ArrayBuffer>;
  readonly into: Uint8Array<ArrayBuffer>;
}

const hashWork: PoolWork<Plan, HashTask, HashedRows> = {
  child: new URL('hash.child.ts', import.meta.url),
  here: (plan) => {
    const hasher = new RowHasher(plan);
    return ({ records, into }) => hasher.hash(records, into);
  },
  handedOver: ({ records, into }) => [records.buffer, into.buffer],
};

/**
 * Hashes pieces of whole records, and gives what is written, in their order; the first piece is the header. A piece is
 * good until the next one is asked for: then its memory goes back to the stock.
 */
export async function* hashedPieces(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  plan: Plan,
  threads: number,
  counts: Counts,
  stock: Stock,
): AsyncGenerator<Uint8Array> {
  if (plan.only === null) yield Buffer.from(`${plan.schema.join(',')}\n`);
  async function* tasks(): AsyncGenerator<HashTask> {
    for await (const records of pieces) yield { records, into: stock.take(lineBytesMin) };
  }
  // One thread would only copy what this one does as well.
  await using pool = openPool(hashWork, plan, threads > 1 ? threads : 0);
  for await (const hashed of pooled(tasks(), pool)) {
    stock.give(hashed.records);
    addCounts(counts, hashed.counts);
    yield hashed.lines;
    stock.give(hashed.lines);
  }
}

/**
 * How many threads are worth it for a list of this many bytes (null: unknown). 600 000 rows of eight columns take 11.8 s
 * of processor time on one thread and 12.3 s on two, so every further core counts. 10 million addresses alone take
 * 2.6 s on one and 2.3 s on two: reading and writing is half of it, and a thread needs 0.2 s to start.
 */
export function threadsFor(byteCount: number | null, plan: Plan): number {
  const isLight = plan.columns.length < 3 && !plan.columns.some(({ kind }) => kind === 'PHONE');
  if (byteCount !== null && byteCount < bytesForThreads[isLight ? 'light' : 'heavy']) return 1;
  return Math.min(threadsMax, availableParallelism());
}
