export { Applier, type ApplierOptions, type Replaced, type RunTarget } from './apply.ts';
export { ApplyRequests } from './apply-requests.ts';
export { type Audience, type Relayed, shownGraphId } from './audience.ts';
export { lockAudience } from './lock.ts';
export { MemberExport, MemberPlan, type PlannedChange } from './members/index.ts';
export { type AudiencePage, AudienceReader, type Scope } from './reader.ts';
export {
  type MemberState,
  type Membership,
  memberParams,
  membershipOf,
  membersPart,
} from './runs.ts';
export {
  isSharePermission,
  type Share,
  type SharePermission,
  ShareReader,
  type SharesChange,
  shareAudience,
  sharePermissions,
  unshareAudience,
} from './sharing/index.ts';
export {
  deliveryStatus,
  operationStatus,
  roundedPeople,
  type SizeBounds,
  type Status,
  shownPeople,
  sizeBounds,
} from './status.ts';
export {
  type AudienceChange,
  type DeletionOutcome,
  deleteAudience,
  insertAudience,
  type NewAudience,
  updateAudience,
} from './writer.ts';
