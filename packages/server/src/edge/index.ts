export type { EdgeContext } from './context.ts';
export { ExportTurns } from './files/export-turns.ts';
export { UploadSlots } from './files/upload-slots.ts';
export { createHttp } from './http.ts';
export { IdempotencyKeys } from './requests/idempotency.ts';
export type { Route } from './route.ts';
export { allRoutes } from './routes.ts';
