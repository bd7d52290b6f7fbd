/** The chance that a seed scores above one of the background; ties count half. */
export function auc(seeds: Float64Array, background: Float64Array): number {
  const [high, low] = [seeds.toSorted(), background.toSorted()];
  let [below, notAbove, wins] = [0, 0, 0];
  for (const score of high) {
    while (below < low.length && (low[below] as number) < score) below++;
    while (notAbove < low.length && (low[notAbove] as number) <= score) notAbove++;
    wins += (below + notAbove) / 2;
  }
  return wins / (high.length * low.length);
}

/** The standard error of an AUC (Hanley and McNeil 1982). */
export function aucError(area: number, seeds: number, background: number): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const variance =
    area * (1 - area) + (seeds - 1) * (q1 - area * area) + (background - 1) * (q2 - area * area);
  return Math.sqrt(Math.max(0, variance) / (seeds * background));
}

/** The score that a share of the background reaches or passes. */
export function thresholdAt(sortedBackground: Float64Array, share: number): number {
  const place = Math.ceil(sortedBackground.length * (1 - share));
  return sortedBackground[Math.min(sortedBackground.length - 1, place)] ?? Number.POSITIVE_INFINITY;
}

/** The weighted share of seeds at or above a threshold. */
export function shareAbove(scores: Float64Array, threshold: number, weights: Float64Array | null): number {
  let [above, total] = [0, 0];
  for (let k = 0; k < scores.length; k++) {
    const weight = weights === null ? 1 : (weights[k] as number);
    total += weight;
    if ((scores[k] as number) >= threshold) above += weight;
  }
  return total > 0 ? above / total : 0;
}
