export type { Control, SqlRow, SqlValue, Statements } from './control.ts';
export { requireSameKey } from './fingerprint.ts';
export { migrateControl, newestControlSchema, schemaOf } from './migrate.ts';
export { Node } from './nodes.ts';
export { openControl } from './open.ts';
export { openPglite } from './pglite.ts';
export { openPostgres } from './postgres.ts';
