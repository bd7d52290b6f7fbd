export { type App, compose } from './compose.ts';
