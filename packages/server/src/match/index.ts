export type { FoundPeople, MatchCounts, MembershipRun, StagedSegment } from './match.ts';
export { lookUpSegment, matchSegment } from './match.ts';
