import type { ColumnParams, ColumnReader } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Rows that are packed by one statement: some 150 bytes each lie in the engine at once. */
const rowsPerSlice = 250_000;
const keySpace = 1n << 128n;

/** A row of one key is at most a hash in quotes and brackets: its length need not be read. */
const singleKeyBytes = '68';

/** Staged rows that go to a platform. */
export interface StagedRows {
  readonly segment: number;
  readonly goodRows: number;
  /** Each row has one key only. */
  readonly hasSingleKey: boolean;
  /** Which of them go, instead of all that no opt-out keeps out: a condition on rows, and its parameters. */
  readonly only?: { readonly condition: string; readonly params: ColumnParams };
}

/** From which key to which. */
export interface KeyRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** A slice of the keys, with the different rows in it that may pass. */
export interface Slice {
  readonly params: ColumnParams;
  readonly rows: number;
  readonly rowBytesMax: number;
  /** The part of a statement that gives each different row once. */
  readonly source: string;
  readonly duplicates: number;
  readonly suppressed: number;
}

export interface SliceCounts {
  readonly duplicates: number;
  readonly suppressed: number;
  readonly accepted: number;
}

/** Parts all keys, so that the engine packs each part of so many rows in bounded memory. Always the same for the same rows. */
export function rangesOf(rows: number): readonly KeyRange[] {
  const count = BigInt(Math.max(1, Math.ceil(rows / rowsPerSlice)));
  return Array.from({ length: Number(count) }, (_, index) => ({
    from: (keySpace * BigInt(index)) / count,
    to: (keySpace * BigInt(index + 1)) / count - 1n,
  }));
}

/** What there is in one range. Lines = duplicates + suppressed + rows. */
export async function openSlice(column: ColumnReader, staged: StagedRows, range: KeyRange): Promise<Slice> {
  const { segment, hasSingleKey, only } = staged;
  const identity = hasSingleKey ? 'key' : 'kind, key, more';
  const gate = only?.condition ?? (await gateOf(column, hasSingleKey));
  const params = { segment, ...range, ...only?.params };
  const parts = { identity, row_bytes: hasSingleKey ? singleKeyBytes : 'length(sealed)' };
  const all = await countRows(column, { ...parts, gate: '' }, params);
  const passed = gate === '' ? all : await countRows(column, { ...parts, gate }, params);
  const each = all.rows === all.lines ? 'rows-each' : hasSingleKey ? 'rows-once-single' : 'rows-once-multi';
  return {
    params,
    rows: passed.rows,
    rowBytesMax: passed.rowBytesMax,
    source: statement(each, { gate }),
    duplicates: all.lines - all.rows,
    suppressed: all.rows - passed.rows,
  };
}

/** The condition on rows that leaves out who opted out. Nobody did: no gate. */
export async function gateOf(column: ColumnReader, hasSingleKey: boolean): Promise<string> {
  const isGated = (await column.query(statement('any-suppressed'))).length > 0;
  return isGated ? statement(hasSingleKey ? 'gate-single' : 'gate-multi') : '';
}

async function countRows(
  column: ColumnReader,
  parts: Readonly<Record<string, string>>,
  params: ColumnParams,
): Promise<{ readonly rows: number; readonly lines: number; readonly rowBytesMax: number }> {
  const [row] = await column.query<{ row_count: string; line_count: string; row_bytes_max: string }>(
    statement('count-rows', parts),
    params,
  );
  return {
    rows: Number(row?.row_count ?? 0),
    lines: Number(row?.line_count ?? 0),
    rowBytesMax: Number(row?.row_bytes_max ?? 0),
  };
}
