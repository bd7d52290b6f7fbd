export type { Control, SqlRow, SqlValue, Statements } from './control.ts';
export { migrateControl } from './migrate.ts';
export { openPglite } from './pglite.ts';
export { openPostgres } from './postgres.ts';
