export type { MatchCounts, MembershipRun, StagedSegment } from './match.ts';
export { matchSegment } from './match.ts';
