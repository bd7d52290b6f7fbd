import { additiveForm, sumOfForms } from './compose-form.ts';
import { alone, type Crew, type School } from './crew.ts';
import type { ScoreForm } from './form.ts';
import { type Likeness, learnLikeness, learnWeighted, type Training } from './likeness.ts';
import { areMany } from './measure/blend.ts';
import { steepnessOf } from './measure/log-odds.ts';
import { portraitOf } from './measure/portrait.ts';
import { judge, type Quality } from './measure/quality.ts';
import { chooseMix, mixedValue, unweighted, type ValueMix, type ValueParts } from './measure/value-choice.ts';
import { type SeedValues, seedValuesOf } from './measure/values.ts';
import { memberNames } from './members/learn.ts';
import { singlesOf, singleWeights } from './members/single-column.ts';
import { checkEvery } from './members/trees/boosting.ts';
import { columnBins } from './members/trees/questions.ts';
import { learnValue, type ValueModel } from './members/value-model.ts';
import { foldsOf, sampleOf } from './train-sample.ts';
import type { TrainingOptions, TrainingSet } from './training-set.ts';

const defaultTrees = 150;
const usualTrees = 100;
const [rateMin, rateOfMany, rateMax] = [0.05, 0.07, 0.1];
/**
 * Where what counts lies in how several columns stand to each other, small careful steps don't reach it in 150 trees: telling one
 * letter of the alphabet from the others by sixteen measures of its picture, lift@5 rose from 16.3 to 18.0. Seven questions
 * instead of five find small corners, too (jobs of a computer of middling length: lift@5 6 % up, AUC 0.007).
 * Elsewhere they follow noise, so cross-validation decides.
 */
const fastTrees = { depth: 7, rate: 0.2, smoothing: 1, columnShare: 0.7 };
const baggedSeedsMax = 600;

/** Of the trees of a value-based model, how many may learn with seeds of equal weight. */
const plainShare = 2 / 3;

export interface Trained {
  readonly form: ScoreForm;
  /** By row: the score of a background person by a model that did not see them; NaN for seeds. */
  readonly crossFitted: Float64Array;
  readonly quality: Quality;
  readonly mix: ValueMix;
}

/** Learns to tell seeds from the background. The same input gives the same model, whatever the crew. */
export function train(
  input: TrainingSet,
  options: TrainingOptions = {},
  crewOf: (school: School) => Crew = alone,
): Trained {
  const { ignoredTokens, ...school } = schoolOf(input, options);
  const { sample, folds, foldOf } = school;
  const values = options.valueBased === true ? seedValuesOf(input.values, input.isSeed) : null;
  const value = values === null ? null : learnValue(sample, foldOf, folds, values.logs);
  const isWorthIt = value !== null && value.r2 > 0;
  const most = options.maxTrees ?? defaultTrees;
  const training: Training = {
    ...school,
    crew: crewOf(school),
    ignoredTokens,
    isSparing: options.isSparing ?? false,
    ...treeOptions(input, most * (isWorthIt ? plainShare : 1)),
  };
  const plain = learnLikeness(training);
  const scored =
    values !== null && isWorthIt
      ? withValues({ ...training, ...treeOptions(input, most * (1 - plainShare)) }, plain, values, value)
      : { ...plain, mix: unweighted, valueR2: value?.r2 ?? null };
  const { form, mix, valueR2, crossFitted, heldOut } = scored;
  return {
    form,
    mix,
    crossFitted: crossFitted.map((each, row) => (input.isSeed[row] === 1 ? Number.NaN : each)),
    quality: {
      ...judge(input.isSeed, heldOut, values?.totals ?? null),
      valueR2,
      memberWeights: byMember(plain.blend.weights),
      memberAucs: byMember(plain.blend.areas),
      columns: portraitOf(
        sample,
        plain.learned.additive[0] ?? plain.learned.evidence,
        plain.learned.gains,
        (plain.blend.weights[2] ?? 0) + (plain.blend.weights[3] ?? 0),
      ),
    },
  };
}

/** What a crew learns from; each of its hands can make it for itself. */
export function schoolOf(
  input: TrainingSet,
  options: TrainingOptions,
): School & { readonly ignoredTokens: Uint8Array } {
  const { sample, ignoredTokens } = sampleOf(input, options);
  const { hashes } = input;
  const folds = foldsFor(seedsOf(input));
  const foldOf = foldsOf(input, folds);
  return { sample, ignoredTokens, columns: columnBins(sample), folds, foldOf, hashes };
}

/**
 * Models that miss a third of few seeds say little of what a model of all of them will say, and rank the background worse. With
 * a fifth instead lift@5 rose by 0.5 % with 100 to 200 seeds (bank 4.75 to 4.77, cdnow 2.892 to 2.899, twitch_dev in Spain
 * 15.3 to 15.5), for half as much time again; with 500 it did not.
 */
const foldsFor = (seeds: number) => (seeds <= 400 ? 5 : 3);

const seedsOf = ({ isSeed }: TrainingSet) => isSeed.reduce((sum, each) => sum + each, 0);

function byMember(numbers: readonly number[]): Record<string, number> {
  return Object.fromEntries(memberNames.map((name, k) => [name, numbers[k] ?? 0]));
}

/** Likeness and value in one score. Beside the likeness, it is made of parts that never saw the background. */
function withValues(training: Training, plain: Likeness, values: SeedValues, value: ValueModel) {
  const { sample, ignoredTokens } = training;
  const { isSeed } = sample;
  const rooted = learnWeighted(training, values.roots, plain.blend);
  const steepness = steepnessOf(isSeed, plain.heldOut);
  const steep = (scores: Float64Array) => scores.map((each) => steepness * each);
  const rest = { expected: value.unseen, singles: singlesOf(sample, values.logs) };
  const judged: ValueParts = { likeness: steep(plain.heldOut), rooted: steep(rooted.heldOut), ...rest };
  const ranked: ValueParts = {
    likeness: steep(plain.crossFitted),
    rooted: steep(rooted.crossFitted),
    ...rest,
  };
  const mix = chooseMix(isSeed, values.worths, judged, value.r2);
  const form = sumOfForms([
    { form: plain.form, times: steepness * (1 - mix.rooted) },
    { form: rooted.form, times: steepness * mix.rooted },
    { form: additiveForm(value.weights, ignoredTokens), times: mix.expected },
    { form: additiveForm(singleWeights(sample, mix.raw), ignoredTokens), times: mix.single },
  ]);
  const [heldOut, crossFitted] = [mixedValue(judged, mix), mixedValue(ranked, mix)];
  return { form, mix, heldOut, crossFitted, valueR2: value.r2 };
}

/**
 * Few seeds give a third of the trees to averages, but not where tokens are: on twitch_dev that lowered lift@5 from
 * 11.3 to 11.2. Fewer boosted trees take larger steps, to reach as far. So do those that learn from many seeds, which tell them
 * more: steps of 0.07 instead of 0.1, and all trees instead of the first, lifted lift@5 of ten public sets with 1000 to 2500
 * seeds by 0.8 % (error 0.3); steps of 0.05 are too small for 150 trees.
 */
function treeOptions(input: TrainingSet, most: number): Pick<Training, 'trees' | 'bagged'> {
  const inTens = (count: number) => Math.max(checkEvery, Math.floor(count / checkEvery) * checkEvery);
  const seeds = seedsOf(input);
  const isFew = seeds <= baggedSeedsMax && input.plan.tokenCount === 0;
  const bags = isFew && most >= 3 * checkEvery ? inTens(most / 3) : 0;
  const trees = inTens(most - bags);
  const least = areMany(seeds) ? rateOfMany : rateMin;
  const rate = Math.min(rateMax, Math.max(least, (rateMin * usualTrees) / trees));
  const common = { depth: 5, smoothing: 2, columnShare: 0.4, rowShare: 0.7, seed: input.seed };
  const slow = { ...common, trees, rate, isBagged: false };
  const fast = { ...slow, ...fastTrees };
  return {
    trees: [slow, fast],
    bagged:
      bags === 0
        ? null
        : { ...common, trees: bags, rate: 1 / bags, smoothing: 0.5, seed: input.seed + 1, isBagged: true },
  };
}
