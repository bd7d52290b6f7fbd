export type { GraphContext } from './context.ts';
export { graphRequestId, serveGraph } from './transport/serve.ts';
