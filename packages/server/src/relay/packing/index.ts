export { PackingFlow } from './flow.ts';
export {
  type BatchOperation,
  type Packed,
  type PackedBatch,
  Packer,
  type Packing,
  shareOut,
} from './packer.ts';
export { gateOf, openSlice, rangesOf, type SliceCounts, type StagedRows } from './slices.ts';
