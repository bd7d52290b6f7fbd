export { MemberExport } from './export.ts';
export { MemberPlan, type PlannedChange } from './plan.ts';
