export { countryName } from './countries.ts';
export { graphSpec, shownSpec } from './shown.ts';
export { type LookalikeSpec, readSpec, type SpecProblem, SpecRefused } from './spec.ts';
