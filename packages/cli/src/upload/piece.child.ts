import { parentPort, workerData } from 'node:worker_threads';
import type { RecordText } from './cut.ts';
import { type ListPlan, pieceOf } from './piece-work.ts';

/** A thread of the pool: takes text of whole records, gives rows that are ready to be sent. */
const plan = workerData as ListPlan;

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: RecordText }) => {
  parentPort?.postMessage({ id, result: pieceOf(task, plan) });
});
