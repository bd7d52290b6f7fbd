export { Accounts, type AdAccount } from './accounts.ts';
export { writeAudit } from './audit.ts';
export { type Caller, type Role, roles, type TokenRecord, Tokens } from './tokens.ts';
