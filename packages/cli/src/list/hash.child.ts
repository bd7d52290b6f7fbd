import { parentPort, workerData } from 'node:worker_threads';
import { hashRows } from './hash-rows.ts';
import type { Plan } from './plan.ts';

/** A thread of the pool: takes text of whole records, gives hashed lines and counts. */
const plan = workerData as Plan;

parentPort?.on('message', ({ task, text }: { readonly task: number; readonly text: string }) => {
  parentPort?.postMessage({ task, ...hashRows(text, plan) });
});
