import { Worker } from 'node:worker_threads';
import type { Trained, TrainingOptions, TrainingSet } from '../model/index.ts';

/** Trains in a thread of its own, so that requests are answered meanwhile. The arrays of the set move into it. */
export async function trainInWorker(set: TrainingSet, options: TrainingOptions): Promise<Trained> {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url));
  try {
    return await new Promise<Trained>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread that trains ended with ${code}`)));
      worker.postMessage({ set, options }, buffersOf(set));
    });
  } finally {
    await worker.terminate();
  }
}

function buffersOf({ rows, isSeed, values, hashes }: TrainingSet): ArrayBuffer[] {
  const { codes, raws, tokenStarts, tokens, embedding } = rows;
  return [codes, raws, tokenStarts, tokens, embedding, isSeed, values, hashes].map(
    (array) => array.buffer as ArrayBuffer,
  );
}
