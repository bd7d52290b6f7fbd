export { type PreparedRows, type RowReader, rowReader } from './rows.ts';
