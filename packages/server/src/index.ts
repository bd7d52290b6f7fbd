export { type App, compose } from './compose.ts';
export { readConfig, readEnvironment, readSecrets } from './config/index.ts';
