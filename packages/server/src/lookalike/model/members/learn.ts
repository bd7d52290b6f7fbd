import { type AdditiveWeights, additiveScores, type Tree } from '../form.ts';
import { AdditiveModel } from './additive.ts';
import { evidenceOf } from './evidence.ts';
import type { Lesson, Sample } from './sample.ts';
import { Boosting, type Grown } from './trees/boosting.ts';
import type { TreeOptions } from './trees/options.ts';
import { askedTokens, type Binned, tokenQuestions } from './trees/questions.ts';

export const memberNames = ['evidence', 'additive', 'trees', 'bagged'] as const;

/** How far each member goes: several settings to choose from, or the chosen one. */
export interface Settings {
  /** Variances of the additive model's weights, ascending. */
  readonly variances: readonly number[];
  /** Manners of growing them. */
  readonly trees: readonly TreeOptions[];
  /** Null where there are so many seeds that averaging adds nothing. */
  readonly bagged: TreeOptions | null;
}

/** What the members learned from one lesson, and what they say of every row of the sample. */
export interface Learned {
  readonly evidence: AdditiveWeights;
  /** One for each variance. */
  readonly additive: readonly AdditiveWeights[];
  /** Of the first manner. */
  readonly trees: readonly Tree[];
  readonly bagged: readonly Tree[];
  readonly gains: Grown['gains'];
  readonly tokenScores: readonly Float32Array[];
  readonly margins: {
    readonly evidence: Float64Array;
    readonly additive: readonly Float64Array[];
    /** By manner, after every ten trees. */
    readonly trees: readonly (readonly Float32Array[])[];
    readonly bagged: Float32Array;
  };
}

/** Members that are sums of weights. */
export type LearnedSums = Pick<Learned, 'evidence' | 'additive'> & {
  readonly margins: Pick<Learned['margins'], 'evidence' | 'additive'>;
};

/** Members that are trees. They know nothing of the sums, so both can be learned beside each other. */
export type LearnedTrees = Pick<Learned, 'trees' | 'bagged' | 'gains' | 'tokenScores'> & {
  readonly margins: Pick<Learned['margins'], 'trees' | 'bagged'>;
};

/** The same sample, lesson and settings give the same members; so do `learnTrees`. */
export function learnSums(sample: Sample, lesson: Lesson, { variances }: Settings): LearnedSums {
  const evidence = evidenceOf(sample, lesson);
  const model = new AdditiveModel(sample, lesson, 'logistic');
  const additive = variances.map((variance) => model.fit(variance));
  return {
    evidence,
    additive,
    margins: {
      evidence: additiveScores(evidence, sample.rows),
      additive: additive.map((weights) => additiveScores(weights, sample.rows)),
    },
  };
}

export function learnTrees(
  sample: Sample,
  lesson: Lesson,
  columns: readonly Binned[],
  foldOf: Uint32Array,
  settings: Settings,
): LearnedTrees {
  const tokens = tokenQuestions(sample, lesson, foldOf);
  const questions = { binned: [...columns, ...tokens.binned], tokens: askedTokens(sample, lesson) };
  const grow = (options: TreeOptions) => new Boosting(lesson, questions, options, sample.rows.count).grow();
  const grown = settings.trees.map(grow);
  const bags = settings.bagged === null ? null : grow(settings.bagged);
  return {
    trees: grown[0]?.trees ?? [],
    bagged: bags?.trees ?? [],
    gains: grown[0]?.gains ?? [],
    tokenScores: tokens.scores,
    margins: {
      trees: grown.map(({ checkpoints }) => checkpoints),
      bagged: bags?.checkpoints.at(-1) ?? new Float32Array(sample.rows.count),
    },
  };
}
