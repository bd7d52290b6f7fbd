export { type Crew, doTask, type Outcome, type School, type Task } from './crew.ts';
export { type AdditiveWeights, type ScoreForm, type Split, score, type Tree } from './form.ts';
export type { StrongColumn, Trait } from './measure/portrait.ts';
export type { AtRatio, Quality } from './measure/quality.ts';
export type { ValueMix } from './measure/value-choice.ts';
export { binaryPlaces } from './tokens/grid.ts';
export { schoolOf, type Trained, train } from './train.ts';
export type { TrainingOptions, TrainingSet } from './training-set.ts';
