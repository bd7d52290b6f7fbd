import { aucOfSides } from '../metrics.ts';
import { coarse, type Features, type PeerTask } from './features.ts';

const strengths = [0.003, 0.03, 0.3, 3] as const;
const folds = 3;
const stepsMax = 120;

/** Balanced logistic regression on one-hot bins, its strength chosen by cross-validated AUC. */
export function logisticRegression(fine: PeerTask): Float64Array {
  const { seeds, taught, candidates } = coarse(fine);
  const places = placesOf(taught);
  const size = 1 + taught.binCounts.reduce((sum, count) => sum + count - 1, 0);
  const rows = Array.from({ length: taught.count }, (_, row) => row);
  const worths = strengths.map((strength) => {
    let sum = 0;
    for (let fold = 0; fold < folds; fold++) {
      const others = rows.filter((row) => row % folds !== fold);
      const weights = fit(places, size, others, seeds, strength);
      const scoresOf = (isSeed: boolean) =>
        rows
          .filter((row) => row % folds === fold && row < seeds === isSeed)
          .map((row) => marginOf(places[row] ?? new Int32Array(), weights));
      sum += aucOfSides(scoresOf(true), scoresOf(false));
    }
    return sum;
  });
  const strength = strengths[worths.indexOf(Math.max(...worths))] ?? 0.03;
  const weights = fit(places, size, rows, seeds, strength);
  return Float64Array.from(placesOf(candidates), (own) => marginOf(own, weights));
}

/** For every row the places of its weights. The first bin of a feature has none, so absent tokens cost nothing. */
function placesOf(features: Features): Int32Array[] {
  let offset = 0;
  const offsets = features.binCounts.map((count) => {
    offset += count - 1;
    return offset - count + 1;
  });
  return Array.from({ length: features.count }, (_, row) =>
    Int32Array.from(
      features.bins.flatMap((bins, k) => ((bins[row] ?? 0) > 0 ? (offsets[k] ?? 0) + (bins[row] ?? 0) : [])),
    ),
  );
}

/** Gradient descent with momentum, each weight in steps of its own curvature. Weight 0 is the bias. */
function fit(
  places: readonly Int32Array[],
  size: number,
  rows: readonly number[],
  seeds: number,
  strength: number,
): Float64Array {
  const seedCount = rows.filter((row) => row < seeds).length;
  const background = seedCount / (rows.length - seedCount);
  const [weights, speed, curvature] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  for (const row of rows) {
    const own = places[row] ?? new Int32Array();
    const bend = 0.25 * (row < seeds ? 1 : background);
    curvature[0] = (curvature[0] ?? 0) + bend * Math.sqrt(own.length);
    for (const at of own) curvature[at] = (curvature[at] ?? 0) + bend * Math.sqrt(own.length);
  }
  for (let step = 0; step < stepsMax; step++) {
    const gradient = weights.map((weight, k) => (k === 0 ? 0 : weight / strength));
    for (const row of rows) {
      const own = places[row] ?? new Int32Array();
      const isSeed = row < seeds;
      const chance = 1 / (1 + Math.exp(-marginOf(own, weights)));
      const pull = (isSeed ? 1 : background) * (chance - (isSeed ? 1 : 0));
      gradient[0] = (gradient[0] as number) + pull;
      for (let i = 0; i < own.length; i++)
        gradient[own[i] as number] = (gradient[own[i] as number] as number) + pull;
    }
    for (let k = 0; k < size; k++) {
      const bend = (curvature[k] as number) + (k === 0 ? 0 : 1 / strength);
      speed[k] = 0.9 * (speed[k] as number) - (0.5 * (gradient[k] as number)) / Math.max(1e-9, bend);
      weights[k] = (weights[k] as number) + (speed[k] as number);
    }
  }
  return weights;
}

function marginOf(places: Int32Array, weights: Float64Array): number {
  let margin = weights[0] as number;
  for (let i = 0; i < places.length; i++) margin += weights[places[i] as number] as number;
  return margin;
}
