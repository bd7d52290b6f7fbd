import { coarse, type PeerTask } from './features.ts';

/** Log-odds of each bin by itself, summed: the information value weights of Ma et al. (BigMine 2016). */
export function naiveBayes(fine: PeerTask): Float64Array {
  const { seeds, taught, candidates } = coarse(fine);
  const scores = new Float64Array(candidates.count);
  for (const [k, bins] of taught.bins.entries()) {
    const counts = new Float64Array(2 * (taught.binCounts[k] ?? 0));
    for (let row = 0; row < bins.length; row++) {
      const at = 2 * (bins[row] ?? 0) + (row < seeds ? 1 : 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const weights = Float64Array.from({ length: counts.length / 2 }, (_, bin) => {
      const within = ((counts[2 * bin + 1] ?? 0) + 1) / (seeds + 2);
      return Math.log(within / (((counts[2 * bin] ?? 0) + 1) / (taught.count - seeds + 2)));
    });
    candidates.bins[k]?.forEach((bin, row) => {
      scores[row] = (scores[row] ?? 0) + (weights[bin] ?? 0);
    });
  }
  return scores;
}
