export { openApiDocument } from './document.ts';
export { type Example, examples } from './examples.ts';
export type { Json } from './json.ts';
