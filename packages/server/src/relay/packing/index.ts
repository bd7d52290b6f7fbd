export { PackingFlow } from './flow.ts';
export {
  type BatchOperation,
  type Packed,
  type PackedBatch,
  Packer,
  type Packing,
  shareOut,
} from './packer.ts';
export { openSlice, rangesOf } from './slices.ts';
