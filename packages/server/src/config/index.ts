export type { Config, LogLevel, RateTier } from './config.ts';
export { rateTiers, readConfig } from './config.ts';
export { readEnvironment } from './env.ts';
export type { Secrets } from './secrets.ts';
export { readSecrets } from './secrets.ts';
