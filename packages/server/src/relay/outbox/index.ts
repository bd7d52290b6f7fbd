export {
  endRelay,
  type NewRelay,
  type OpenBatch,
  Outbox,
  type Relay,
  type UploadRelay,
  type Verdict,
} from './outbox.ts';
