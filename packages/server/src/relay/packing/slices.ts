import type { Column, ColumnParams } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Rows that are packed by one statement: some 150 bytes each lie in the engine at once. */
const rowsPerSlice = 400_000;
const keySpace = 1n << 128n;

/** Staged rows that go to a platform. */
export interface StagedRows {
  readonly segment: number;
  readonly goodRows: number;
  /** Each row has one key only. */
  readonly hasSingleKey: boolean;
  /** Which of them go, instead of all that no opt-out keeps out: a condition on rows, and its parameters. */
  readonly only?: { readonly condition: string; readonly params: ColumnParams };
}

/** A slice of the keys, with the different rows in it that may pass. */
export interface Slice {
  readonly params: ColumnParams;
  readonly rows: number;
  readonly rowBytesMax: number;
  /** The part of a statement that gives each different row once. */
  readonly source: string;
}

export interface SliceCounts {
  readonly duplicates: number;
  readonly suppressed: number;
  readonly accepted: number;
}

/** Cuts staged rows into slices that the engine packs in bounded memory. goodRows = duplicates + suppressed + accepted. */
export async function sliceRows(
  column: Column,
  staged: StagedRows,
): Promise<{ readonly slices: readonly Slice[]; readonly counts: SliceCounts }> {
  const { segment, goodRows, hasSingleKey } = staged;
  const identity = hasSingleKey ? 'key' : 'kind, key, more';
  const gate = staged.only?.condition ?? (await gateOf(column, hasSingleKey));
  const count = BigInt(Math.max(1, Math.ceil(goodRows / rowsPerSlice)));
  const slices: Slice[] = [];
  const counts = { distinct: 0, accepted: 0 };
  for (let slice = 0n; slice < count; slice += 1n) {
    const from = (keySpace * slice) / count;
    const range = { segment, from, to: (keySpace * (slice + 1n)) / count - 1n };
    const params = { ...range, ...staged.only?.params };
    const all = await countRows(column, { identity, gate: '' }, params);
    const passed = gate !== '' ? await countRows(column, { identity, gate }, params) : all;
    counts.distinct += all.rows;
    counts.accepted += passed.rows;
    if (passed.rows > 0) slices.push({ params, ...passed, source: '' });
  }
  const each =
    counts.distinct === goodRows ? 'rows-each' : hasSingleKey ? 'rows-once-single' : 'rows-once-multi';
  const source = statement(each, { gate });
  return {
    slices: slices.map((slice) => ({ ...slice, source })),
    counts: {
      duplicates: goodRows - counts.distinct,
      suppressed: counts.distinct - counts.accepted,
      accepted: counts.accepted,
    },
  };
}

/** Nobody opted out: no gate. */
async function gateOf(column: Column, hasSingleKey: boolean): Promise<string> {
  const isGated = (await column.query(statement('any-suppressed'))).length > 0;
  return isGated ? statement(hasSingleKey ? 'gate-single' : 'gate-multi') : '';
}

async function countRows(
  column: Column,
  parts: Readonly<Record<string, string>>,
  params: ColumnParams,
): Promise<{ readonly rows: number; readonly rowBytesMax: number }> {
  const [row] = await column.query<{ row_count: string; row_bytes_max: string }>(
    statement('count-rows', parts),
    params,
  );
  return { rows: Number(row?.row_count ?? 0), rowBytesMax: Number(row?.row_bytes_max ?? 0) };
}
