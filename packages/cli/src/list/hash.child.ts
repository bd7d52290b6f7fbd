import { parentPort, workerData } from 'node:worker_threads';
import type { Plan } from './plan.ts';
import { RowHasher } from './rows/hash-rows.ts';

interface Task {
  readonly task: number;
  readonly records: Uint8Array<ArrayBuffer>;
  readonly into: Uint8Array<ArrayBuffer>;
}

/** A thread of the pool: takes pieces of whole records, gives hashed lines and counts, and the memory back. */
const hasher = new RowHasher(workerData as Plan);

parentPort?.on('message', ({ task, records, into }: Task) => {
  const hashed = hasher.hash(records, into);
  parentPort?.postMessage({ task, ...hashed }, [hashed.lines.buffer, records.buffer]);
});
