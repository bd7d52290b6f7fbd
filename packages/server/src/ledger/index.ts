export type { AppliedCounts, StagedCounts } from './ledger.ts';
export { addStagedCounts, readFunnels, readSamples, writeAppliedCounts, writeStagedCounts } from './ledger.ts';
