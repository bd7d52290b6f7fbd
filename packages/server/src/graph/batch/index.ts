export { type BatchOptions, type OperationAnswer, type OperationCall, runBatch } from './batch.ts';
export { type BatchOperation, parseBatch } from './parse.ts';
