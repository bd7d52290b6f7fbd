export { Samples, type TakenSample } from './samples.ts';
export { trainInWorker } from './train-in-worker.ts';
