export { begun } from './begun.ts';
export { openChdb, streamsMax } from './chdb.ts';
export type {
  Column,
  ColumnParam,
  ColumnParams,
  ColumnReader,
  ExportFormat,
  SourceFormat,
} from './column.ts';
export { ColumnFull } from './column.ts';
export { quoted } from './literal.ts';
export { type Constants, lookUp } from './look-up.ts';
export { migrateColumn, newestColumnSchema } from './migrate.ts';
export { partBits } from './part-bits.ts';
