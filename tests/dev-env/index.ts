export { audiencesOf } from './audiences-of.ts';
export { Client } from './client.ts';
export { type CommandOptions, type CommandRun, commandLine, commandsOf } from './command-line.ts';
export { isOnPostgres } from './database.ts';
export { type Answer, type Call, exchange, type Headers } from './exchange.ts';
export { type Form, fields, file, formOf, type Part } from './form.ts';
export { freePort } from './free-port.ts';
export { optOut } from './opt-out.ts';
export { withQuickStarts } from './quick-starts.ts';
export { Random, randomFrom } from './random.ts';
export { rawRequest } from './raw-request.ts';
export { makeScratch, type Scratch } from './scratch.ts';
export { type Ended, type ServerProcess, spawnServer } from './server-process.ts';
export { settleTown } from './settle-town.ts';
export {
  appliedAudience,
  appliedUpload,
  createAudience,
  type MadeApp,
  makeApp,
  makeToken,
  openShop,
  proofOf,
  type Shop,
  settledUpload,
  type Uploaded,
  type UploadOptions,
  untilReceiving,
  untilState,
  updateAudience,
  uploadedOf,
  uploadsOf,
} from './shop.ts';
export { type SlowUpload, type SlowUploadOptions, slowUpload } from './slow-upload.ts';
export type { StoreJob, StoreRows } from './stores.ts';
export { assertSumsClose } from './sums.ts';
export { TestServer, type TestServerOptions } from './test-server.ts';
export { emailHashes, type Person, person, sha256, strangerHash } from './town.ts';
export { until } from './until.ts';
