export type { GraphContext } from './context.ts';
export { serveGraph } from './transport/serve.ts';
