import { type AdditiveWeights, additiveScores, withoutTokens } from '../form.ts';
import { AdditiveModel } from './additive.ts';
import type { Lesson, Sample } from './sample.ts';

const variances = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3] as const;
const slopeMax = 1.2;

/** A correlation of 2.5 standard errors explains this much, divided by the number of seeds; less may be chance. */
const chanceLevel = 6;

/** How the logarithm of a seed's value depends on who they are. */
export interface ValueModel {
  readonly weights: AdditiveWeights;
  /** By row: said by a model that did not see the seeds of the row's fold. */
  readonly unseen: Float64Array;
  /** Share of the spread of log values that is foretold for seeds that were held out; 0 when nothing is. */
  readonly r2: number;
}

/**
 * A ridge regression of log values over the seeds, in the terms of the additive model and without tokens. What it
 * says is shrunk by the slope that held-out seeds show, down to nothing.
 */
export function learnValue(
  sample: Sample,
  foldOf: Uint8Array,
  folds: number,
  logs: Float64Array,
): ValueModel {
  const bare = {
    ...sample,
    directions: null,
    rows: withoutTokens(sample.rows, new Uint8Array(sample.plan.tokenCount).fill(1)),
  };
  const seeds = Int32Array.from(logs, (_, row) => row).filter((row) => sample.isSeed[row] === 1);
  const spread = spreadOf(seeds, logs);
  const weights = new Float64Array(logs.length).fill(1 / Math.max(1e-9, spread));
  const lessonFor = (rows: Int32Array): Lesson => ({ rows, targets: logs, weights });
  const paths = Array.from({ length: folds }, (_, fold) => {
    const model = new AdditiveModel(bare, lessonFor(seeds.filter((row) => foldOf[row] !== fold)), 'squared');
    return variances.map((variance) => additiveScores(model.fit(variance), bare.rows));
  });
  let best = { place: 0, slope: 0, middle: 0, r2: 0 };
  for (const place of variances.keys()) {
    const told = (row: number) => paths[foldOf[row] as number]?.[place]?.[row] as number;
    const found = agreementOf(seeds, told, logs);
    if (found.r2 > best.r2) best = { place, ...found };
  }
  const { place, slope, middle, r2 } = best;
  const unseen = Float64Array.from(
    foldOf,
    (fold, row) => slope * ((paths[fold]?.[place]?.[row] as number) - middle),
  );
  const model = new AdditiveModel(bare, lessonFor(seeds), 'squared');
  return { weights: scaled(model.fit(variances[place] as number), slope, middle), unseen, r2 };
}

/** The line through what was told and what is true, and how much of the spread the shrunk line explains. */
function agreementOf(seeds: Int32Array, told: (row: number) => number, logs: Float64Array) {
  const count = Math.max(1, seeds.length);
  let [toldSum, trueSum] = [0, 0];
  for (const row of seeds) {
    toldSum += told(row);
    trueSum += logs[row] as number;
  }
  const [middle, trueMean] = [toldSum / count, trueSum / count];
  let [together, toldSpread, trueSpread] = [0, 0, 0];
  for (const row of seeds) {
    const [a, b] = [told(row) - middle, (logs[row] as number) - trueMean];
    together += a * b;
    toldSpread += a * a;
    trueSpread += b * b;
  }
  if (together <= 0 || toldSpread === 0 || trueSpread === 0) return { slope: 0, middle, r2: 0 };
  const slope = Math.min(slopeMax, together / toldSpread);
  const explained = (2 * slope * together - slope * slope * toldSpread) / trueSpread;
  return explained > chanceLevel / count ? { slope, middle, r2: explained } : { slope: 0, middle, r2: 0 };
}

function spreadOf(seeds: Int32Array, logs: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const row of seeds) {
    sum += logs[row] as number;
    squares += (logs[row] as number) ** 2;
  }
  const count = Math.max(1, seeds.length);
  return squares / count - (sum / count) ** 2;
}

function scaled(weights: AdditiveWeights, slope: number, middle: number): AdditiveWeights {
  const times = (part: Float32Array) => part.map((each) => slope * each);
  return {
    bias: slope * (weights.bias - middle),
    table: times(weights.table),
    raws: times(weights.raws),
    tokens: times(weights.tokens),
    embedding: times(weights.embedding),
  };
}
