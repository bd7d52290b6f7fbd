export { addCheck } from './check.ts';
export { addHash } from './hash.ts';
