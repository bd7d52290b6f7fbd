export type { GraphContext } from './context.ts';
export { graphRequestId, serveGraph } from './transport/serve.ts';
export { Meter } from './usage/index.ts';
