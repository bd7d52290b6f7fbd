const newtonSteps = 25;

/** What one unit of a score adds to the log-odds of a seed, by a logistic regression on held-out scores. */
export function steepnessOf(isSeed: Uint8Array, scores: Float64Array): number {
  const seeds = isSeed.reduce((sum, each) => sum + each, 0);
  const share = seeds / Math.max(1, isSeed.length - seeds);
  let [bias, slope] = [0, 1];
  for (let step = 0; step < newtonSteps; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1];
    g1 += slope - 1;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] as number;
      const weight = isSeed[row] === 1 ? 1 : share;
      const chance = 1 / (1 + Math.exp(-bias - slope * score));
      const pull = weight * (chance - (isSeed[row] as number));
      const bend = weight * chance * (1 - chance);
      g0 += pull;
      g1 += pull * score;
      h00 += bend;
      h01 += bend * score;
      h11 += bend * score * score;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12)) break;
    bias -= (h11 * g0 - h01 * g1) / determinant;
    slope -= (h00 * g1 - h01 * g0) / determinant;
  }
  return Math.min(5, Math.max(0.05, Number.isFinite(slope) ? slope : 1));
}
