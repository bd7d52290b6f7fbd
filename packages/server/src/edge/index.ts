export type { EdgeContext } from './context.ts';
export { createHttp } from './http.ts';
export { IdempotencyKeys } from './idempotency.ts';
export type { Route } from './route.ts';
export { allRoutes } from './routes.ts';
export { UploadSlots } from './upload-slots.ts';
