export type { Sent } from './api/audiences.ts';
export * from './graph/index.ts';
export { graphVersion, Kindred, type KindredOptions } from './kindred.ts';
export * from './rows/index.ts';
export * from './upload/index.ts';
export { type RowsUpload, uploadRows } from './upload-rows.ts';
export * from './wire/index.ts';
