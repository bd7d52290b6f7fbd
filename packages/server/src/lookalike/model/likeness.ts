import { additiveForm, sumOfForms } from './compose-form.ts';
import { type Crew, learnAll, type School } from './crew.ts';
import type { ScoreForm } from './form.ts';
import { type Blend, blended, blendOf } from './measure/blend.ts';
import type { Learned, Settings } from './members/learn.ts';
import { checkEvery } from './members/trees/boosting.ts';
import type { TreeOptions } from './members/trees/options.ts';

/** Prior variances of the additive model's weights. */
const variances = [0.001, 0.004, 0.015, 0.06, 0.25, 1, 4] as const;

/** Above so many seeds, models that miss a third of them are as good. */
const fullCrossFitMax = 2000;

export interface Training extends School {
  readonly crew: Crew;
  readonly ignoredTokens: Uint8Array;
  readonly trees: Settings['trees'];
  readonly bagged: Settings['bagged'];
  /** Whether trees and members that win hardly anything are left out. */
  readonly isSparing: boolean;
}

/** How like the seeds somebody is, on the scale of standard deviations of the background. */
export interface Likeness {
  readonly form: ScoreForm;
  readonly blend: Blend;
  /** What the final members learned, to tell which columns count. */
  readonly learned: Learned;
  /** By row, from models that saw neither the seeds nor the background of the row's fold: to judge by. */
  readonly heldOut: Float64Array;
  /** By row, from models that saw all seeds but not the background of the row's fold: to rank the background by. */
  readonly crossFitted: Float64Array;
}

/** Learns with every seed weighing the same, and chooses settings and blend by cross-validation. */
export function learnLikeness(training: Training): Likeness {
  const settings = { variances, trees: training.trees, bagged: training.bagged };
  const validated = crossFit(training, null, settings, true);
  const blend = blendOf(training.sample.isSeed, training.foldOf, validated, training);
  return finish(training, null, blend, validated);
}

/** Learns with weights for the seeds, in the settings that were chosen without. */
export function learnWeighted(training: Training, seedWeights: Float64Array, blend: Blend): Likeness {
  return finish(training, seedWeights, blend, null);
}

function finish(
  training: Training,
  seedWeights: Float64Array | null,
  blend: Blend,
  validated: readonly Learned[] | null,
): Likeness {
  const { sample, foldOf, crew, ignoredTokens } = training;
  const manner = training.trees[blend.manner] as TreeOptions;
  // Trees that have no say need not be grown to their end.
  const checkpoint = blend.weights[2] === 0 ? 0 : blend.checkpoint;
  const trees = Math.min(manner.trees, (checkpoint + 1) * checkEvery);
  const chosen: Settings = {
    variances: [variances[blend.variance] as number],
    bagged: training.bagged,
    trees: [{ ...manner, trees }],
  };
  const only = { ...blend, variance: 0, manner: 0, checkpoint: trees / checkEvery - 1 };
  const judged =
    validated === null
      ? blended(sample.isSeed, foldOf, crossFit(training, seedWeights, chosen, true), only)
      : blended(sample.isSeed, foldOf, validated, blend);
  const isSmall = sample.isSeed.reduce((sum, each) => sum + each, 0) <= fullCrossFitMax;
  const ranked = isSmall
    ? blended(sample.isSeed, foldOf, crossFit(training, seedWeights, chosen, false), only)
    : judged;
  const everybody = { fold: null, holdSeedsOut: false, seedWeights, settings: chosen };
  const [learned] = learnAll(crew, [everybody]) as [Learned];
  return {
    form: formOf(learned, blend, ranked.moments, ignoredTokens),
    blend,
    learned,
    heldOut: judged.scores,
    crossFitted: ranked.scores,
  };
}

/** For every fold, what was learned without its background, and without its seeds too if they are held out. */
function crossFit(
  { crew, folds }: Training,
  seedWeights: Float64Array | null,
  settings: Settings,
  holdSeedsOut: boolean,
): Learned[] {
  const courses = Array.from({ length: folds }, (_, fold) => ({ fold, holdSeedsOut, seedWeights, settings }));
  return learnAll(crew, courses);
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** All members in one, each measured by its spread over the background and weighed by the blend. */
function formOf(
  learned: Learned,
  blend: Blend,
  moments: readonly Moments[],
  ignoredTokens: Uint8Array,
): ScoreForm {
  const evidence = additiveForm(learned.evidence, ignoredTokens);
  const additive = additiveForm(learned.additive[0] ?? learned.evidence, ignoredTokens);
  const nothing = sumOfForms([{ form: evidence, times: 0 }]);
  const trees = { ...nothing, trees: learned.trees, tokenScores: learned.tokenScores };
  const bagged = { ...nothing, trees: learned.bagged, tokenScores: learned.tokenScores };
  const times = blend.weights.map((weight, k) => weight / (moments[k]?.sd ?? 1));
  const sum = sumOfForms(
    [evidence, additive, trees, bagged].map((form, k) => ({ form, times: times[k] ?? 0 })),
  );
  const middle = moments.reduce((total, { mean }, k) => total + mean * (times[k] ?? 0), 0);
  return { ...sum, bias: sum.bias - middle };
}
