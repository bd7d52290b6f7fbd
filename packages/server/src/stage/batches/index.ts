export {
  AudienceGone,
  type BatchRows,
  type BatchSession,
  type NewBatch,
  ReplaceChanged,
  type StagedBatch,
} from './batch.ts';
export { BatchStage, type BatchStageOptions } from './batch-stage.ts';
export { Landings, type LandingsOptions } from './landings.ts';
export { type ClosedUpload, closeGatherings, type PourOptions, pour } from './pour.ts';
