export { openApiDocument } from './document.ts';
export type { Json } from './json.ts';
