import { type Transferable, Worker } from 'node:worker_threads';

/** Work on pieces of whole records that may be done on other threads. */
export interface PoolWork<Plan, Task, Result> {
  /** A module that answers messages of `{ id, task }` with `{ id, result }`, and is told the plan as its data. */
  readonly child: URL;
  /** The same on this thread. */
  readonly here: (plan: Plan) => (task: Task) => Result;
  /** Memory that is handed over with a task instead of being copied. */
  readonly handedOver?: (task: Task) => readonly Transferable[];
}

/** Does work on several threads or on this one. */
export interface Pool<Task, Result> extends AsyncDisposable {
  /** Tasks that are worth being under way at the same time. */
  readonly width: number;
  work(task: Task): Promise<Result>;
}

/** Without threads it works on this one. */
export function openPool<Plan, Task, Result>(
  work: PoolWork<Plan, Task, Result>,
  plan: Plan,
  threads: number,
): Pool<Task, Result> {
  if (threads > 0) return new Threads(work, plan, threads);
  const here = work.here(plan);
  return { width: 1, work: async (task) => here(task), [Symbol.asyncDispose]: async () => undefined };
}

/** The results of tasks, in their order. */
export async function* pooled<Task, Result>(
  tasks: AsyncIterable<Task>,
  pool: Pool<Task, Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const task of tasks) {
    const working = pool.work(task);
    // A failure is met where its turn is.
    working.catch(() => undefined);
    underWay.push(working);
    if (underWay.length >= pool.width) yield (await underWay.shift()) as Result;
  }
  while (underWay.length > 0) yield (await underWay.shift()) as Result;
}

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

class Threads<Plan, Task, Result> implements Pool<Task, Result> {
  readonly width: number;
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, Waiting<Result>>();
  readonly #handedOver: (task: Task) => readonly Transferable[];
  #tasks = 0;

  constructor({ child, handedOver }: PoolWork<Plan, Task, Result>, plan: Plan, threads: number) {
    this.#handedOver = handedOver ?? (() => []);
    // One more piece than threads, so that none of them waits for the file.
    this.width = threads + 1;
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(child, {
        workerData: plan,
        // What a piece leaves behind is collected soon, so that memory does not grow with the threads.
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
      });
      worker.on('message', ({ id, result }: { readonly id: number; readonly result: Result }) => {
        this.#waiting.get(id)?.resolve(result);
        this.#waiting.delete(id);
      });
      worker.on('error', (error) => {
        for (const waiting of this.#waiting.values()) waiting.reject(error as Error);
        this.#waiting.clear();
      });
      return worker;
    });
  }

  work(task: Task): Promise<Result> {
    const id = this.#tasks;
    this.#tasks += 1;
    const worker = this.#workers[id % this.#workers.length];
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker?.postMessage({ id, task }, [...this.#handedOver(task)]);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
