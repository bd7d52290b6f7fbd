import type { Column, ColumnParams } from '../../column/index.ts';
import { freeReceived } from '../../kernel/received-bytes.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { ImportFormat } from '../mapping/query.ts';
import type { FileChunk, OpenFile } from '../reading/file.ts';
import { commonParams } from './common-params.ts';
import { withoutText } from './engine-fault.ts';
import { feed } from './feed.ts';
import { stagingStatement } from './statement.ts';

const statement = sqlIn(import.meta.url);

/** Chunks that the engine takes at once: while one is written to disk the next is parsed. */
const loadsInFlight = 2;

export interface StagingOptions {
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
}

/** The rows of population files in the column store, until they are applied. */
export class Staging {
  readonly #column: Column;
  readonly #common: ColumnParams;

  constructor(options: StagingOptions) {
    this.#column = options.column;
    this.#common = { ...commonParams(new Date().getFullYear()), ...options.pepper };
  }

  /** Takes all rows of a file. Durable when it returns. */
  async take(importId: number, file: OpenFile, phoneCountry: string | null): Promise<void> {
    const sql = stagingStatement(file.format, file.mapping);
    const params = {
      ...this.#common,
      ...file.params,
      import_id: importId,
      phone_country: phoneCountry ?? '',
    };
    await feed(file.chunks, loadsInFlight, async (chunk, index) => {
      await this.#load(file.format, sql, { ...params, ...chunk.params, chunk: index }, chunk);
    });
  }

  async #load(format: ImportFormat, sql: string, params: ColumnParams, chunk: FileChunk): Promise<void> {
    try {
      if (format === 'parquet') await this.#column.exec(sql, params);
      else {
        await this.#column.load(sql, params, 'LineAsString', chunk.bytes);
        freeReceived(chunk.bytes);
      }
    } catch (error) {
      throw withoutText(error);
    }
  }

  /** Rows that are stored so far. */
  async rowCount(importId: number): Promise<number> {
    const [row] = await this.#column.query<{ row_count: string }>(statement('count-staged'), {
      import_id: importId,
    });
    return Number(row?.row_count ?? 0);
  }

  /** Forgets the rows of an import. */
  async drop(importId: number): Promise<void> {
    await this.#column.exec(statement('drop-staged'), { import_id: importId });
  }

  /** Imports that have rows here. */
  async stored(): Promise<readonly number[]> {
    const rows = await this.#column.query<{ import_id: string }>(statement('list-staged'));
    return rows.map((row) => Number(row.import_id));
  }
}
