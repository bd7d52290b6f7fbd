export type { Handler, Jobs } from './jobs.ts';
export { createJobs } from './jobs.ts';
