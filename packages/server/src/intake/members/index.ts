export { setChunk } from './packed-rows.ts';
export { type PreparedRows, type RowReader, rowReader } from './rows.ts';
