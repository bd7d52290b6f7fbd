import { aucOfSides } from '../metrics.ts';
import { coarse, type Features, type PeerTask } from './features.ts';

const strengths = [0.003, 0.03, 0.3, 3] as const;
const folds = 3;
const stepsMax = 120;

/** Balanced logistic regression on one-hot bins, its strength chosen by cross-validated AUC. */
export function logisticRegression(fine: PeerTask): Float64Array {
  const { seeds, taught, candidates } = coarse(fine);
  const rows = Array.from({ length: taught.count }, (_, row) => row);
  const worths = strengths.map((strength) => {
    let sum = 0;
    for (let fold = 0; fold < folds; fold++) {
      const weights = fit(
        taught,
        rows.filter((row) => row % folds !== fold),
        seeds,
        strength,
      );
      const held = rows.filter((row) => row % folds === fold);
      const scores = marginsOf(taught, weights, held);
      sum += aucOfSides(
        held.flatMap((row, k) => (row < seeds ? (scores[k] ?? 0) : [])),
        held.flatMap((row, k) => (row < seeds ? [] : (scores[k] ?? 0))),
      );
    }
    return sum;
  });
  const strength = strengths[worths.indexOf(Math.max(...worths))] ?? 0.03;
  const all = Array.from({ length: candidates.count }, (_, row) => row);
  return marginsOf(candidates, fit(taught, rows, seeds, strength), all);
}

function offsetsOf({ binCounts }: Features): number[] {
  let offset = 1;
  return binCounts.map((count) => {
    offset += count;
    return offset - count;
  });
}

/** Gradient descent with momentum, each weight in steps of its own curvature. */
function fit(features: Features, rows: readonly number[], seeds: number, strength: number): Float64Array {
  const offsets = offsetsOf(features);
  const size = 1 + features.binCounts.reduce((sum, count) => sum + count, 0);
  const seedCount = rows.filter((row) => row < seeds).length;
  const background = seedCount / (rows.length - seedCount);
  const [weights, speed, curvature] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  for (const row of rows) {
    const bend = 0.25 * (row < seeds ? 1 : background);
    curvature[0] = (curvature[0] ?? 0) + bend;
    for (let k = 0; k < offsets.length; k++) {
      const at = (offsets[k] ?? 0) + (features.bins[k]?.[row] ?? 0);
      curvature[at] = (curvature[at] ?? 0) + bend;
    }
  }
  for (let step = 0; step < stepsMax; step++) {
    const gradient = weights.map((weight, k) => (k === 0 ? 0 : weight / strength));
    const margins = marginsOf(features, weights, rows);
    for (const [i, row] of rows.entries()) {
      const isSeed = row < seeds;
      const chance = 1 / (1 + Math.exp(-(margins[i] ?? 0)));
      const pull = (isSeed ? 1 : background) * (chance - (isSeed ? 1 : 0));
      gradient[0] = (gradient[0] ?? 0) + pull;
      for (let k = 0; k < offsets.length; k++) {
        const at = (offsets[k] ?? 0) + (features.bins[k]?.[row] ?? 0);
        gradient[at] = (gradient[at] ?? 0) + pull;
      }
    }
    for (let k = 0; k < size; k++) {
      const bend = (curvature[k] ?? 0) * Math.sqrt(offsets.length) + (k === 0 ? 0 : 1 / strength);
      speed[k] = 0.9 * (speed[k] ?? 0) - (0.5 * (gradient[k] ?? 0)) / Math.max(1e-9, bend);
      weights[k] = (weights[k] ?? 0) + (speed[k] ?? 0);
    }
  }
  return weights;
}

function marginsOf(features: Features, weights: Float64Array, rows: readonly number[]): Float64Array {
  const offsets = offsetsOf(features);
  return Float64Array.from(rows, (row) => {
    let margin = weights[0] ?? 0;
    for (let k = 0; k < offsets.length; k++)
      margin += weights[(offsets[k] ?? 0) + (features.bins[k]?.[row] ?? 0)] ?? 0;
    return margin;
  });
}
