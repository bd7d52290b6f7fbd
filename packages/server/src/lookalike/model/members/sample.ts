import type { EncodedRows, EncodingPlan } from '../../encoding/index.ts';
import type { Directions } from '../tokens/directions.ts';

/** The people of one training, and what of them may enter. */
export interface Sample {
  readonly plan: EncodingPlan;
  /** Without ignored tokens. */
  readonly rows: EncodedRows;
  /** Places of the scalar columns, raws and dimensions that may enter. */
  readonly columns: readonly number[];
  readonly raws: readonly number[];
  readonly dimensions: readonly number[];
  /** By row: 1 for a seed. */
  readonly isSeed: Uint8Array;
  /** Middle and spread of each raw over the background. */
  readonly rawMeans: Float64Array;
  readonly rawSds: Float64Array;
  /** Null where tokens don't enter. */
  readonly directions: Directions | null;
}

/** What one fit learns: which rows, what is to be told of each, and how much each weighs (by row of the sample). */
export interface Lesson {
  readonly rows: Int32Array;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Seeds weigh what `seedWeights` says, or 1, and the background as much as they do together: so the number of
 * seeds is the size of the lesson, whatever the background's, and smoothing can be counted in seeds.
 */
export function lessonOf(sample: Sample, rows: Int32Array, seedWeights: Float64Array | null): Lesson {
  const targets = new Float64Array(sample.rows.count);
  const weights = new Float64Array(sample.rows.count);
  let [seeds, background] = [0, 0];
  for (const row of rows) {
    if (sample.isSeed[row] === 1) seeds += seedWeights === null ? 1 : (seedWeights[row] as number);
    else background += 1;
  }
  for (const row of rows) {
    const isSeed = sample.isSeed[row] === 1;
    targets[row] = isSeed ? 1 : 0;
    weights[row] = isSeed ? (seedWeights?.[row] ?? 1) : seeds / Math.max(1, background);
  }
  return { rows, targets, weights };
}
