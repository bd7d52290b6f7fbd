export type { Place } from './batches.ts';
export { ReplaceEnded } from './delivery.ts';
export {
  type Checkpoint,
  type CheckpointStore,
  checkpointForm,
  inMemory,
  inStorage,
  type SessionMark,
  type TextStorage,
} from './keep/checkpoint.ts';
export type { Delay } from './pace.ts';
export type { Refusal, Sums } from './sums.ts';
export {
  type UploadEvent,
  type UploadOutcome,
  type UploadSettings,
  type UploadWish,
  upload,
} from './upload.ts';
