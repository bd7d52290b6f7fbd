export {
  type BatchOperation,
  type Packed,
  type PackedBatch,
  Packer,
  type Packing,
  shareOut,
} from './packer.ts';
export { sliceRows } from './slices.ts';
