import type { EncodedRows, EncodingPlan } from '../encoding/index.ts';

export interface TrainingSet {
  readonly plan: EncodingPlan;
  /** Seeds and background, in any order. */
  readonly rows: EncodedRows;
  /** By row: 1 for a seed. */
  readonly isSeed: Uint8Array;
  /** By row; NaN where there is none. Only those of seeds count. */
  readonly values: Float64Array;
  /** By row: a hash of the person, so that who falls into which fold does not depend on the order of rows. */
  readonly hashes: Uint32Array;
  /** For whatever is drawn. */
  readonly seed: number;
}

export interface TrainingOptions {
  /** Columns, or stems of embeddings, that must not enter this model. */
  readonly excludeColumns?: readonly string[];
  /** Tokens of any column that must not enter this model. */
  readonly excludeTokens?: readonly string[];
  readonly valueBased?: boolean;
  /** The most trees; scoring costs about 9 ns for each tree and person. */
  readonly maxTrees?: number;
  /** Whether trees and members that win hardly anything are left out, because to ask them of many people takes long. */
  readonly isSparing?: boolean;
}
