import { parentPort } from 'node:worker_threads';
import { type TrainingOptions, type TrainingSet, train } from '../model/index.ts';
import { SecondThread } from './second-thread.ts';

/** The thread that learns: one message in, one out. */
parentPort?.once('message', ({ set, options }: { set: TrainingSet; options: TrainingOptions }) => {
  using second = SecondThread.start(set, options);
  const trained = train(set, options, second === null ? undefined : (school) => second.crewWith(school));
  parentPort?.postMessage(trained);
});
