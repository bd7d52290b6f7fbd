export {
  isSharePermission,
  type Share,
  type SharePermission,
  ShareReader,
  type SharesChange,
  shareAudience,
  sharePermissions,
  unshareAll,
  unshareAudience,
} from './shares.ts';
