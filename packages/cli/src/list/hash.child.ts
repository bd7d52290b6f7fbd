import { parentPort, workerData } from 'node:worker_threads';
import type { HashTask } from './hash-list.ts';
import type { Plan } from './plan.ts';
import { RowHasher } from './rows/hash-rows.ts';

/** A thread of the pool: takes pieces of whole records, gives hashed lines and counts, and the memory back. */
const hasher = new RowHasher(workerData as Plan);

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: HashTask }) => {
  const result = hasher.hash(task.records, task.into);
  parentPort?.postMessage({ id, result }, [result.lines.buffer, result.records.buffer]);
});
