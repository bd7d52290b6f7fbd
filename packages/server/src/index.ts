export { type App, compose } from './compose/index.ts';
export { readConfig, readEnvironment, readSecrets } from './config/index.ts';
