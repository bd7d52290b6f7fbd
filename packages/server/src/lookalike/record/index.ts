export type { Lookalike } from './lookalike.ts';
export type { Model, ModelOptions } from './model.ts';
export { LookalikeReader } from './reader.ts';
export { findDuplicate, insertLookalike, LookalikeWriter, type ModelRequest } from './writer.ts';
