export type { AppliedCounts, StagedCounts } from './ledger.ts';
export { readFunnels, readSamples, writeAppliedCounts, writeStagedCounts } from './ledger.ts';
