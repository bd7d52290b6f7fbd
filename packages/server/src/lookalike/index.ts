export { type CorrectableKind, correctableKinds } from './features/index.ts';
export { type LookalikeProblem, LookalikeRefused, Lookalikes } from './lookalikes.ts';
export type { Lookalike } from './record/index.ts';
export {
  graphSpec,
  type LookalikeSpec,
  readSpec,
  type SpecProblem,
  SpecRefused,
  shownSpec,
} from './spec/index.ts';
