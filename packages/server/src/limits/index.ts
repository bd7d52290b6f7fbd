export type { Budget, Score, Shares } from './budget.ts';
export { Limiter } from './limiter.ts';
export type { Limits } from './rules.ts';
