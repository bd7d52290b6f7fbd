/** A value for a `{name:Type}` placeholder. Bigints for UInt64 and wider. */
export type ColumnParam = string | number | bigint | readonly (string | number | bigint)[];
export type ColumnParams = Readonly<Record<string, ColumnParam>>;

/** How bytes that stream into a statement are cut into rows. */
export type SourceFormat = 'LineAsString' | 'CSV' | 'JSONEachRow' | 'RowBinary' | 'TabSeparated';

/** How the rows of an answer are written, for who takes them away. Each row of `JSONEachRow` is a line. */
export type ExportFormat = 'CSVWithNames' | 'JSONEachRow' | 'Parquet';

/**
 * The column store: chdb in process, or a ClickHouse server. SQL is ClickHouse SQL; parameters are bound by
 * the engine. UInt64 and wider come back as decimal text.
 */
export interface ColumnReader {
  query<Row>(sql: string, params?: ColumnParams): Promise<Row[]>;
  /**
   * The answer as bytes, of any length: the engine waits for whoever takes them, and gives the rows of one moment,
   * whatever is written meanwhile. Who stops taking ends the statement.
   */
  stream(sql: string, params: ColumnParams, format: ExportFormat): AsyncIterable<Buffer>;
}

export interface Column extends ColumnReader {
  /** Runs one statement for its effect. Durable when it returns. */
  exec(sql: string, params?: ColumnParams): Promise<void>;
  /**
   * Runs an `INSERT … SELECT … FROM input('STRUCTURE')` and feeds these bytes to its input.
   * The bytes are held by the caller, so they are a bounded piece of a stream, never a whole file.
   */
  load(sql: string, params: ColumnParams, format: SourceFormat, bytes: readonly Buffer[]): Promise<void>;
  close(): Promise<void>;
}

/** The disk under the column store has no room. Whatever the statement wrote so far is not visible. */
export class ColumnFull extends Error {
  override readonly name = 'ColumnFull';
}
