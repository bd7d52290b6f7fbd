export { type EncodedRows, encode } from './encode.ts';
export type { ColumnKind } from './kind.ts';
export {
  type EmbeddingColumns,
  type EncodingPlan,
  type PlanOptions,
  planEncoding,
  type ScalarColumn,
  type TokenColumn,
} from './plan.ts';
export { type ColumnStatistics, type Frequency, statisticsOf } from './statistics.ts';
