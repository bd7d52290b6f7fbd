export {
  type Column,
  type ColumnKind,
  planOf,
  planOfNames,
  type RowsOptions,
  type RowsPlan,
  schemaOf,
} from './columns.ts';
export { hashNow } from './hash.ts';
export { type Piece, PieceMaker, payloadText, piecesOfRows, type Row, rowsParted } from './pieces.ts';
export { RowHasher } from './row-hasher.ts';
export {
  addTally,
  type Fault,
  type FaultSample,
  faultText,
  noTally,
  samplesMax,
  type Tally,
} from './tally.ts';
