import type { AdditiveWeights } from '../form.ts';
import type { Sample } from './sample.ts';

const singlesMax = 3;

/** The columns whose unbounded term goes along with the log value most closely, in units of its spread. */
export function singlesOf(sample: Sample, logs: Float64Array): Map<number, Float64Array> {
  const seeds = Int32Array.from(logs, (_, row) => row).filter((row) => sample.isSeed[row] === 1);
  const { rawCount } = sample.plan;
  const standard = (raw: number, row: number) =>
    ((sample.rows.raws[row * rawCount + raw] as number) - (sample.rawMeans[raw] as number)) /
    (sample.rawSds[raw] as number);
  const agreement = (raw: number): number => {
    let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0];
    for (const row of seeds) {
      const [a, b] = [standard(raw, row), logs[row] as number];
      x += a;
      y += b;
      xx += a * a;
      xy += a * b;
      yy += b * b;
    }
    const n = seeds.length;
    return (n * xy - x * y) / Math.sqrt(Math.max(1e-12, (n * xx - x * x) * (n * yy - y * y)));
  };
  const best = sample.raws
    .map((raw) => ({ raw, agrees: agreement(raw) }))
    .filter(({ agrees }) => agrees > 2 / Math.sqrt(seeds.length))
    .sort((a, b) => b.agrees - a.agrees)
    .slice(0, singlesMax);
  return new Map(best.map(({ raw }) => [raw, Float64Array.from(logs, (_, row) => standard(raw, row))]));
}

/** One column's standardised unbounded term as a model. */
export function singleWeights(sample: Sample, raw: number): AdditiveWeights {
  const { plan, rawMeans, rawSds } = sample;
  const raws = new Float32Array(plan.rawCount);
  if (raw >= 0) raws[raw] = 1 / (rawSds[raw] as number);
  return {
    bias: raw < 0 ? 0 : -(rawMeans[raw] as number) / (rawSds[raw] as number),
    table: new Float32Array(plan.codeCount),
    raws,
    tokens: new Float32Array(plan.tokenCount),
    embedding: new Float32Array(plan.dimensionCount),
  };
}
