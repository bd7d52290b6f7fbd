export type { RowShape } from './shape.ts';
export { kindCodeOf } from './shape.ts';
export type { OpenUpload, StageOptions, UploadPlan } from './stage.ts';
export { Stage } from './stage.ts';
export { UploadReader, type UploadRecord } from './upload-reader.ts';
