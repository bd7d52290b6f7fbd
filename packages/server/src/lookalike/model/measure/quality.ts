import { auc, aucError, shareAbove, thresholdAt } from './metrics.ts';
import type { StrongColumn } from './portrait.ts';

/** What an audience of this share of the background would hold, by seeds that no model had seen. */
export interface AtRatio {
  readonly ratio: number;
  /** The share of seeds in it, divided by the share of the background. */
  readonly lift: number;
  /** Of equally many seeds and people of the background: how many of those in it are seeds. */
  readonly precision: number;
  /** The share of the seeds' value in it; null without values. */
  readonly valueCaptured: number | null;
}

export interface Quality {
  readonly seeds: number;
  readonly background: number;
  /** By cross-validation; 0.5 is chance. */
  readonly auc: number;
  readonly aucError: number;
  /** Whether seeds can be told from the background at all: three standard errors above chance. */
  readonly isTold: boolean;
  readonly ratios: readonly AtRatio[];
  /** Share of the spread of log values that the features foretell; null for a model that is not value-based. */
  readonly valueR2: number | null;
  /** How much each part says in the blend; they add up to 1. */
  readonly memberWeights: Readonly<Record<string, number>>;
  readonly memberAucs: Readonly<Record<string, number>>;
  /** The columns that tell most, the strongest first. */
  readonly columns: readonly StrongColumn[];
}

const errorsAbove = 3;
export const ratios: readonly number[] = Array.from({ length: 20 }, (_, k) => (k + 1) / 100);

/** Judges scores of rows that were held out. `totals` are the values of seeds by row. */
export function judge(
  isSeed: Uint8Array,
  scores: Float64Array,
  totals: Float64Array | null,
): Pick<Quality, 'seeds' | 'background' | 'auc' | 'aucError' | 'isTold' | 'ratios'> {
  const seeds = scores.filter((_, row) => isSeed[row] === 1);
  const background = scores.filter((_, row) => isSeed[row] !== 1).sort();
  const values = totals?.filter((_, row) => isSeed[row] === 1) ?? null;
  const area = auc(seeds, background);
  const error = aucError(area, seeds.length, background.length);
  return {
    seeds: seeds.length,
    background: background.length,
    auc: area,
    aucError: error,
    isTold: area - errorsAbove * error > 0.5,
    ratios: ratios.map((ratio) => {
      const threshold = thresholdAt(background, ratio);
      const recall = shareAbove(seeds, threshold, null);
      const valueCaptured = values === null ? null : shareAbove(seeds, threshold, values);
      return { ratio, lift: recall / ratio, precision: recall / (recall + ratio), valueCaptured };
    }),
  };
}
