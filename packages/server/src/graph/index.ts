export type { GraphContext } from './context.ts';
export { ReadingThreads } from './reading/index.ts';
export { graphRequestId, serveGraph } from './transport/serve.ts';
export { Meter } from './usage/index.ts';
