import { parentPort } from 'node:worker_threads';
import { type TrainingOptions, type TrainingSet, train } from '../model/index.ts';

/** The thread that learns: one message in, one out. */
parentPort?.once('message', ({ set, options }: { set: TrainingSet; options: TrainingOptions }) => {
  parentPort?.postMessage(train(set, options));
});
