import { additiveForm, sumOfForms } from './compose-form.ts';
import type { ScoreForm } from './form.ts';
import { folds, type Likeness, learnLikeness, learnWeighted, type Training } from './likeness.ts';
import type { Blend } from './measure/blend.ts';
import { chooseMix, mixedValue, unweighted, type ValueMix, type ValueParts } from './measure/value-choice.ts';
import { type SeedValues, seedValuesOf } from './measure/values.ts';
import { columnBins } from './members/questions.ts';
import { checkEvery, type TreeOptions } from './members/trees.ts';
import { learnValue } from './members/value-model.ts';
import { foldsOf, sampleOf } from './train-sample.ts';
import type { TrainingOptions, TrainingSet } from './training-set.ts';

const defaultTrees = 150;

/** Of the trees of a value-based model, how many may learn with seeds of equal weight. */
const plainShare = 2 / 3;

export interface Trained {
  readonly form: ScoreForm;
  /** By row: the score of a background person by a model that did not see them; NaN for seeds. */
  readonly crossFitted: Float64Array;
  readonly blend: Blend;
  readonly mix: ValueMix;
}

/** Learns to tell seeds from the background. The same input gives the same model. */
export function train(input: TrainingSet, options: TrainingOptions = {}): Trained {
  const { sample, ignoredTokens } = sampleOf(input, options);
  const values = options.valueBased === true ? seedValuesOf(input.values, input.isSeed) : null;
  const most = options.maxTrees ?? defaultTrees;
  const training: Training = {
    sample,
    columns: columnBins(sample),
    foldOf: foldsOf(input, folds),
    hashes: input.hashes,
    ignoredTokens,
    trees: treeOptions(input, most * (values === null ? 1 : plainShare)),
  };
  const plain = learnLikeness(training);
  if (values === null) return { ...onlySeedsHidden(input, plain), blend: plain.blend, mix: unweighted };
  return withValues(
    input,
    { ...training, trees: treeOptions(input, most * (1 - plainShare)) },
    plain,
    values,
  );
}

function onlySeedsHidden(
  { isSeed }: TrainingSet,
  { form, crossFitted }: Pick<Likeness, 'form' | 'crossFitted'>,
) {
  return { form, crossFitted: crossFitted.map((each, row) => (isSeed[row] === 1 ? Number.NaN : each)) };
}

function withValues(input: TrainingSet, training: Training, plain: Likeness, values: SeedValues): Trained {
  const { sample, foldOf, ignoredTokens } = training;
  const rooted = learnWeighted(training, values.roots, plain.blend);
  const value = learnValue(sample, foldOf, folds, values.logs);
  const steepness = steepnessOf(input.isSeed, plain.heldOut);
  const steep = (scores: Float64Array) => scores.map((each) => steepness * each);
  const rest = { expected: value.unseen, singles: singlesOf(training, values.logs) };
  const judged: ValueParts = { likeness: steep(plain.heldOut), rooted: steep(rooted.heldOut), ...rest };
  const mix = chooseMix(input.isSeed, values.worths, judged);
  const ranked: ValueParts = {
    likeness: steep(plain.crossFitted),
    rooted: steep(rooted.crossFitted),
    ...rest,
  };
  const form = sumOfForms([
    { form: plain.form, times: steepness * (1 - mix.rooted) },
    { form: rooted.form, times: steepness * mix.rooted },
    { form: additiveForm(value.weights, ignoredTokens), times: mix.expected },
    { form: singleForm(training, mix.raw), times: mix.single },
  ]);
  return {
    ...onlySeedsHidden(input, { form, crossFitted: mixedValue(ranked, mix) }),
    blend: plain.blend,
    mix,
  };
}

function treeOptions(input: TrainingSet, most: number): TreeOptions {
  const trees = Math.max(checkEvery, Math.floor(most / checkEvery) * checkEvery);
  return { trees, depth: 5, rate: 0.05, rowShare: 0.7, columnShare: 0.4, smoothing: 2, seed: input.seed };
}

const newtonSteps = 25;

/** What one unit of a score adds to the log-odds of a seed, by a logistic regression on held-out scores. */
function steepnessOf(isSeed: Uint8Array, scores: Float64Array): number {
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

const singlesMax = 3;

/** The columns whose unbounded term goes along with the log value most closely, in units of its spread. */
function singlesOf({ sample }: Training, logs: Float64Array): Map<number, Float64Array> {
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

function singleForm({ sample, ignoredTokens }: Training, raw: number): ScoreForm {
  const { plan, rawMeans, rawSds } = sample;
  const raws = new Float32Array(plan.rawCount);
  if (raw >= 0) raws[raw] = 1 / (rawSds[raw] as number);
  return additiveForm(
    {
      bias: raw < 0 ? 0 : -(rawMeans[raw] as number) / (rawSds[raw] as number),
      table: new Float32Array(plan.codeCount),
      raws,
      tokens: new Float32Array(plan.tokenCount),
      embedding: new Float32Array(plan.dimensionCount),
    },
    ignoredTokens,
  );
}
