export type { Config, LogLevel } from './config.ts';
export { readConfig } from './config.ts';
export { readEnvironment } from './env.ts';
export type { Secrets } from './secrets.ts';
export { readSecrets } from './secrets.ts';
