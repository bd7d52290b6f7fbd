export { type ScoreForm, type Split, score, type Tree } from './form.ts';
export { type Trained, train } from './train.ts';
export type { TrainingOptions, TrainingSet } from './training-set.ts';
