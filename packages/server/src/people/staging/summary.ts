import type { ImportReject } from '@kindred/contract';
import { limits } from '@kindred/contract';
import type { ColumnReader } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { identifierOfCode, importRejectOfCode } from '../reject.ts';
import type { ImportSample, RejectedIdentifiers } from '../report.ts';

const statement = sqlIn(import.meta.url);

/** Codes of staged rows that are neither good nor rejected. */
const blankCode = 1;
const furtherLineCode = 2;

/** What the rows of a file were. lines = blank + accepted + all rejected rows. */
export interface StagedSummary {
  readonly lines: number;
  readonly blank: number;
  readonly accepted: number;
  readonly rejectedRows: Partial<Record<ImportReject, number>>;
  readonly rejectedIdentifiers: readonly RejectedIdentifiers[];
  readonly samples: readonly ImportSample[];
}

/** `linesBefore`: lines of the file above its first row. */
export async function summarise(
  column: ColumnReader,
  importId: number,
  linesBefore: number,
): Promise<StagedSummary> {
  const params = { import_id: importId };
  const rows = await column.query<{ code: number; row_count: string }>(statement('count-rows'), params);
  const countOf = (code: number) => Number(rows.find((row) => row.code === code)?.row_count ?? 0);
  const rejected = rows.filter((row) => row.code > furtherLineCode);
  const total = rows.reduce((sum, row) => sum + Number(row.row_count), 0);
  return {
    lines: total - countOf(furtherLineCode),
    blank: countOf(blankCode),
    accepted: countOf(0),
    rejectedRows: Object.fromEntries(
      rejected.map((row) => [importRejectOfCode(row.code), Number(row.row_count)]),
    ),
    rejectedIdentifiers: await rejectedIdentifiers(column, importId),
    samples: await samplesOf(column, importId, linesBefore),
  };
}

async function rejectedIdentifiers(
  column: ColumnReader,
  importId: number,
): Promise<readonly RejectedIdentifiers[]> {
  const rows = await column.query<{ kind: number; code: number; reject_count: string }>(
    statement('count-rejects'),
    {
      import_id: importId,
    },
  );
  return rows.map((row) => ({
    identifier: identifierOfCode(row.kind),
    reason: importRejectOfCode(row.code),
    count: Number(row.reject_count),
  }));
}

interface SampleRow {
  readonly chunk: number;
  readonly line: number;
  readonly kind: number;
  readonly reason: number;
  readonly text: string;
}

async function samplesOf(
  column: ColumnReader,
  importId: number,
  linesBefore: number,
): Promise<readonly ImportSample[]> {
  const rows = await column.query<SampleRow>(statement('list-samples'), {
    import_id: importId,
    samples_max: limits.reject_samples_max,
  });
  if (rows.length === 0) return [];
  const first = await firstLines(column, importId, linesBefore);
  return rows.map((row) => ({
    line: (first.get(row.chunk) ?? 1) + row.line,
    identifier: row.kind === 0 ? null : identifierOfCode(row.kind),
    reason: importRejectOfCode(row.reason),
    sample: row.text,
  }));
}

/** The number of the first line of each chunk, counted from 1. */
async function firstLines(
  column: ColumnReader,
  importId: number,
  linesBefore: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await column.query<{ chunk: number; line_count: string }>(statement('count-chunks'), {
    import_id: importId,
  });
  const first = new Map<number, number>();
  let line = linesBefore + 1;
  for (const row of rows) {
    first.set(row.chunk, line);
    line += Number(row.line_count);
  }
  return first;
}
