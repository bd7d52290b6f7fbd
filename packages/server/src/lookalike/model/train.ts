import { type ScoreForm, withoutTokens } from './form.ts';
import { type Blend, blended, blendOf } from './measure/blend.ts';
import { type Learned, learn, type Settings } from './members/learn.ts';
import { type Binned, columnBins } from './members/questions.ts';
import { lessonOf, type Sample } from './members/sample.ts';
import { checkEvery } from './members/trees.ts';
import type { TrainingOptions, TrainingSet } from './training-set.ts';

const folds = 3;
const defaultTrees = 150;
const variances = [0.003, 0.01, 0.03, 0.1, 0.3, 1] as const;

/** Above so many seeds, models that miss a third of them are as good. */
const fullCrossFitMax = 2000;

export interface Trained {
  readonly form: ScoreForm;
  /** By row: the score of a background person by a model that did not see them; NaN for seeds. */
  readonly crossFitted: Float64Array;
  readonly blend: Blend;
}

export function train(input: TrainingSet, options: TrainingOptions = {}): Trained {
  const { sample, ignoredTokens } = sampleOf(input, options);
  const columns = columnBins(sample);
  const foldOf = foldsOf(input);
  const settings: Settings = { variances, trees: treeOptions(input, options) };
  const training = { sample, columns, foldOf, hashes: input.hashes };
  const validated = crossFit(training, settings, true);
  const blend = blendOf(sample.isSeed, foldOf, validated);
  const chosen: Settings = {
    variances: [variances[blend.variance] ?? 0.03],
    trees: { ...settings.trees, trees: (blend.checkpoint + 1) * checkEvery },
  };
  const seedCount = input.isSeed.reduce((sum, each) => sum + each, 0);
  const isFull = seedCount <= fullCrossFitMax;
  const unseen = isFull ? crossFit(training, chosen, false) : validated;
  const placed = isFull ? { ...blend, variance: 0 } : blend;
  const result = blended(sample.isSeed, foldOf, unseen, placed);
  const all = Int32Array.from({ length: input.rows.count }, (_, row) => row);
  const learned = learn(sample, lessonOf(sample, all, null), columns, input.hashes, chosen);
  const form = formOf(learned, blend, result.moments, ignoredTokens);
  return { form, crossFitted: result.scores, blend };
}

interface Training {
  readonly sample: Sample;
  readonly columns: readonly Binned[];
  readonly foldOf: Uint8Array;
  readonly hashes: Uint32Array;
}

/** For every fold, what was learned without its background, and without its seeds too if they are held out. */
function crossFit(training: Training, settings: Settings, holdSeedsOut: boolean): Learned[] {
  const { sample, columns, foldOf, hashes } = training;
  return Array.from({ length: folds }, (_, fold) => {
    const taught = Int32Array.from({ length: sample.rows.count }, (_, row) => row).filter(
      (row) => foldOf[row] !== fold || (!holdSeedsOut && sample.isSeed[row] === 1),
    );
    return learn(sample, lessonOf(sample, taught, null), columns, hashes, settings);
  });
}

function treeOptions(input: TrainingSet, options: TrainingOptions): Settings['trees'] {
  const trees = Math.max(
    checkEvery,
    Math.floor((options.maxTrees ?? defaultTrees) / checkEvery) * checkEvery,
  );
  return { trees, depth: 5, rate: 0.08, rowShare: 0.7, columnShare: 0.4, smoothing: 2, seed: input.seed };
}

/** Seeds and background are dealt out evenly, in the order of their hashes. */
function foldsOf({ isSeed, hashes }: TrainingSet): Uint8Array {
  const foldOf = new Uint8Array(isSeed.length);
  const order = Array.from({ length: isSeed.length }, (_, row) => row);
  order.sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b);
  const dealt = [0, 0];
  for (const row of order) {
    const side = isSeed[row] as 0 | 1;
    foldOf[row] = (dealt[side] as number) % folds;
    dealt[side] = (dealt[side] as number) + 1;
  }
  return foldOf;
}

function sampleOf(input: TrainingSet, options: TrainingOptions) {
  const { plan, isSeed } = input;
  const excluded = new Set(options.excludeColumns);
  const ignoredTokens = new Uint8Array(plan.tokenCount);
  const banned = new Set(options.excludeTokens);
  for (const { name, offset, tokens } of plan.tokenColumns) {
    for (const [index, token] of tokens.entries()) {
      if (excluded.has(name) || banned.has(token)) ignoredTokens[offset + index] = 1;
    }
  }
  const columns = plan.scalars.flatMap(({ name }, index) => (excluded.has(name) ? [] : index));
  const raws = columns.flatMap((index) => {
    const raw = plan.scalars[index]?.raw ?? -1;
    return raw < 0 ? [] : raw;
  });
  const dimensions = plan.embeddings.flatMap(({ stem, columns: names, offset }) =>
    names.flatMap((name, index) => (excluded.has(stem) || excluded.has(name) ? [] : offset + index)),
  );
  const rows = withoutTokens(input.rows, ignoredTokens);
  const sample: Sample = { plan, rows, columns, raws, dimensions, isSeed, ...momentsOf(input) };
  return { sample, ignoredTokens };
}

function momentsOf({ plan, rows, isSeed }: TrainingSet) {
  const rawMeans = new Float64Array(plan.rawCount);
  const rawSds = new Float64Array(plan.rawCount).fill(1);
  for (let raw = 0; raw < plan.rawCount; raw++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let row = 0; row < rows.count; row++) {
      if (isSeed[row] === 1) continue;
      const value = rows.raws[row * plan.rawCount + raw] as number;
      count += 1;
      sum += value;
      squares += value * value;
    }
    const mean = sum / Math.max(1, count);
    rawMeans[raw] = mean;
    rawSds[raw] = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
  }
  return { rawMeans, rawSds };
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** All members in one: additive ones fall into one table, trees take their weight into their leaves. */
function formOf(
  learned: Learned,
  blend: Blend,
  moments: readonly Moments[],
  ignoredTokens: Uint8Array,
): ScoreForm {
  const shares = blend.weights.map((weight, k) => weight / (moments[k]?.sd ?? 1));
  const [ofEvidence = 0, ofAdditive = 0, ofTrees = 0] = shares;
  const { evidence } = learned;
  const additive = learned.additive[0] ?? evidence;
  const sum = (a: Float32Array, b: Float32Array) =>
    a.map((each, k) => ofEvidence * each + ofAdditive * (b[k] as number));
  let bias = ofEvidence * evidence.bias + ofAdditive * additive.bias;
  for (const [k, { mean }] of moments.entries()) bias -= (shares[k] ?? 0) * mean;
  return {
    bias,
    table: sum(evidence.table, additive.table),
    raws: sum(evidence.raws, additive.raws),
    tokens: sum(evidence.tokens, additive.tokens),
    embedding: sum(evidence.embedding, additive.embedding),
    ignoredTokens,
    tokenScores: learned.tokenScores,
    trees:
      ofTrees === 0
        ? []
        : learned.trees.map(({ splits, leaves }) => ({
            splits,
            leaves: leaves.map((each) => ofTrees * each),
          })),
  };
}
