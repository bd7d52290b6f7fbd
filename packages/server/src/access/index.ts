export { type AccountPlatform, Accounts, type AdAccount, accountPlatforms } from './accounts.ts';
export { isSameText } from './app-secret.ts';
export {
  type App,
  type AppSettings,
  Apps,
  appTokenOf,
  type SecretShown,
  type StrictRule,
  strictRules,
} from './apps.ts';
export { writeAudit } from './audit.ts';
export { type Caller, isStrict, type Role, roles, type TokenRecord, Tokens } from './tokens.ts';
