export {
  AudienceGone,
  type BatchRows,
  type BatchSession,
  BatchStage,
  closeGatherings,
  Landings,
  type NewBatch,
  pour,
  ReplaceChanged,
  type StagedBatch,
} from './batches/index.ts';
export type { Sealing } from './sealing.ts';
export { type Session, type SessionRecord, Sessions } from './sessions/index.ts';
export type { RowShape } from './shape.ts';
export type { OpenUpload, StageOptions, UploadPlan } from './stage.ts';
export { Stage } from './stage.ts';
export { UploadReader, type UploadRecord } from './upload-reader.ts';
