export { decode, peek, Unreadable } from './decode.ts';
export { BrokenForm, type OpenForm, openForm } from './form.ts';
export { cellPattern, type Header, readHeader } from './header.ts';
export { chunkBytes, type LineChunk, lineChunks } from './line-chunks.ts';
export { type PreparedRows, rowReader, setChunk } from './members/index.ts';
export { type Spooled, type SpoolOptions, spool } from './spool.ts';
