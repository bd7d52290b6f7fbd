export type { Lookalike } from './lookalike.ts';
export type { Model, ModelOptions } from './model.ts';
export { LookalikeReader } from './reader.ts';
export { insertLookalike, isDuplicate, LookalikeWriter, type ModelRequest } from './writer.ts';
