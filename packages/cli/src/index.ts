export type { AdAccount } from '@kindred/contract';
export { createAccount } from './api/accounts.ts';
export type { AudienceSize } from './api/audiences.ts';
export { showAudience } from './api/audiences.ts';
export { followImport, importPeople } from './api/people.ts';
export { createToken } from './api/tokens.ts';
export { followUpload, showUpload } from './api/uploads.ts';
export { sizeText } from './command/audiences/text.ts';
export { serverMainPath } from './command/serve.ts';
export * from './evaluation/index.ts';
export { Failure, Refused, WorkFailed, WrongUsage } from './failure.ts';
export {
  lastLines,
  type OwnServerOptions,
  type RunningServer,
  randomToken,
  startOwnServer,
} from './own-server/index.ts';
export type { ErrorStream, Phase, Progress } from './progress.ts';
export { startProgress } from './progress.ts';
export { type HelpPage, helpPages } from './reference.ts';
export * from './render/index.ts';
export { viewOf } from './session.ts';
export * from './wire/index.ts';
