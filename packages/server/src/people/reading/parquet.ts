import type { Column } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { resolveMapping } from '../mapping/resolve.ts';
import type { MappingRequest } from '../mapping/role.ts';
import type { FileChunk, FileOptions, OpenFile } from './file.ts';
import { unreadable } from './format.ts';
import { jsonParams } from './places.ts';
import { serveRanges } from './sealed/range-server.ts';
import { sealFile } from './sealed/sealed-file.ts';

const statement = sqlIn(import.meta.url);

/**
 * A Parquet file has its directory at its end, so it is put on disk whole, encrypted, and the engine reads it
 * in ranges from this process, which decrypts them. Throws ImportRefused when the engine cannot read it.
 */
export async function openParquet(
  source: AsyncIterable<Buffer>,
  request: MappingRequest,
  options: FileOptions,
): Promise<OpenFile> {
  const resources = new AsyncDisposableStack();
  try {
    const sealed = await sealFile(source, { directory: options.spoolDirectory, key: options.spoolKey });
    resources.use(sealed);
    const served = resources.use(await serveRanges(sealed));
    const mapping = resolveMapping(await columnsOf(options.column, served.url), request);
    return {
      format: 'parquet',
      mapping,
      params: { ...jsonParams(mapping), url: served.url },
      linesBefore: 0,
      chunks: onePiece(),
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
  } catch (error) {
    await resources.disposeAsync();
    throw error;
  }
}

async function columnsOf(column: Column, url: string): Promise<readonly string[]> {
  try {
    const rows = await column.query<{ name: string }>(statement('describe-parquet'), { url });
    return rows.map((row) => row.name);
  } catch {
    throw unreadable('The Parquet file is damaged, or of a kind that cannot be read.');
  }
}

async function* onePiece(): AsyncGenerator<FileChunk> {
  yield { bytes: [], params: {} };
}
