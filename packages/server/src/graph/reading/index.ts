export { ReadingThreads } from './reading-threads.ts';
