export {
  type CorrectableKind,
  type Correction,
  Corrections,
  correctableKinds,
  correctedPlan,
} from './corrections.ts';
export { encodeStatement } from './encode-statement.ts';
export { Encoder, type Encoding } from './encoder.ts';
export { columnStatistics, usualOrder } from './statistics.ts';
