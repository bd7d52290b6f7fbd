export type { List, Lists } from './list.ts';
export { makeLists } from './list.ts';
export type { ListPlan } from './plan.ts';
export { badTotal, planList, rejectsOf } from './plan.ts';
