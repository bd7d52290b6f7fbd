export { lastLines, type OwnServerOptions, type RunningServer, startOwnServer } from './server-process.ts';
export { randomToken } from './token.ts';
