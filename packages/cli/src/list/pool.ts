import { Worker } from 'node:worker_threads';
import type { Plan } from './plan.ts';
import { type HashedRows, RowHasher } from './rows/hash-rows.ts';

/** Hashes pieces of whole records, on several threads or on this one. */
export interface Pool extends AsyncDisposable {
  /** Pieces that are worth being under way at the same time. */
  readonly width: number;
  /** What is handed in is gone until it comes back: the records as they were, the other with lines in it or a larger one. */
  hash(records: Uint8Array<ArrayBuffer>, into: Uint8Array<ArrayBuffer>): Promise<HashedRows>;
}

export function openPool(plan: Plan, threads: number): Pool {
  if (threads <= 1) {
    const hasher = new RowHasher(plan);
    return {
      width: 1,
      hash: async (records, into) => hasher.hash(records, into),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  return new Threads(plan, threads);
}

interface Waiting {
  readonly resolve: (rows: HashedRows) => void;
  readonly reject: (error: Error) => void;
}

class Threads implements Pool {
  readonly width: number;
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, Waiting>();
  #tasks = 0;

  constructor(plan: Plan, threads: number) {
    // One more piece than threads, so that none of them waits for the file.
    this.width = threads + 1;
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL('hash.child.ts', import.meta.url), {
        workerData: plan,
        // What a piece leaves behind is collected soon, so that memory does not grow with the threads.
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
      });
      worker.on('message', ({ task, ...rows }: HashedRows & { readonly task: number }) => {
        this.#waiting.get(task)?.resolve(rows);
        this.#waiting.delete(task);
      });
      worker.on('error', (error) => {
        for (const waiting of this.#waiting.values()) waiting.reject(error as Error);
        this.#waiting.clear();
      });
      return worker;
    });
  }

  hash(records: Uint8Array<ArrayBuffer>, into: Uint8Array<ArrayBuffer>): Promise<HashedRows> {
    const task = this.#tasks;
    this.#tasks += 1;
    const worker = this.#workers[task % this.#workers.length];
    return new Promise((resolve, reject) => {
      this.#waiting.set(task, { resolve, reject });
      worker?.postMessage({ task, records, into }, [records.buffer, into.buffer]);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
