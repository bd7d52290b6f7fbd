import { type KeyKind, keyKindOfCode } from '@kindred/contract';
import { type Column, type ColumnParams, type ColumnReader, partBits } from '../column/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** To tell this many rows of several keys apart takes the engine about 300 MB; rows of one key take 80. */
const rowsPerSlice = 4_000_000;
const keySpace = 1n << 128n;

/** Up to this many rows the keys of an upload are held in a hash table of some 60 MB. */
const fewRowsMax = 500_000;

/** Up to this many rows have their keys looked up one by one. */
const indexedRowsMax = 1000;

/** The rows of one upload that are to be matched. */
export interface StagedSegment {
  readonly segment: number;
  /** The kind of the only key of each row; null: rows of several keys. */
  readonly kindCode: number | null;
  /** Rows have values, of which the last one of a person counts. */
  readonly hasValues: boolean;
  readonly goodRows: number;
}

/** Where matched people go: invisible until the run is committed. */
export interface MembershipRun {
  readonly audienceId: number;
  readonly epoch: number;
  readonly run: number;
  /** 1: into the audience, -1: out of it. */
  readonly sign: 1 | -1;
}

/** goodRows = duplicates + suppressed + accepted; matched ≤ accepted. */
export interface MatchCounts {
  readonly duplicates: number;
  readonly suppressed: number;
  readonly accepted: number;
  readonly matchedByKind: ReadonlyMap<KeyKind, number>;
}

/** What is asked for every segment: which of its good rows are repeats, and which the gate stops. */
type LineCounts = Omit<MatchCounts, 'matchedByKind'>;

/** The people of a segment as a statement, which gives `person` and `kind` for each row that found somebody. */
export interface FoundPeople {
  readonly sql: string;
  readonly params: ColumnParams;
}

/** The two ways from rows of several keys to the population's: past all of them, or by the index. */
const streamedKeys = { among: '', join: "'grace_hash'", index: '0' };
const indexedKeys = { among: statement('among-uploaded'), join: "'hash'", index: '1' };

const intoMemberships = 'INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)';

/** Joins staged rows with the population, past the opt-outs, and writes the people found into memberships. */
export async function matchSegment(
  column: Column,
  staged: StagedSegment,
  run: MembershipRun,
): Promise<MatchCounts> {
  const target = { audience: run.audienceId, epoch: run.epoch, run: run.run, sign: run.sign };
  const found = findIn(staged, intoMemberships);
  const [counts] = await Promise.all([
    countLines(column, staged),
    column.exec(found.sql, { ...found.params, ...target }),
  ]);
  return { ...counts, matchedByKind: await countMatched(column, run) };
}

/** Whom the rows would find, past the opt-outs, and what becomes of the others. Writes nothing. */
export async function lookUpSegment(
  column: ColumnReader,
  staged: StagedSegment,
): Promise<LineCounts & { readonly found: FoundPeople }> {
  const found = findIn(staged, '');
  // These four say where a row goes, and it goes nowhere.
  const nowhere = { audience: 0, epoch: 0, run: 0, sign: 1 };
  return {
    ...(await countLines(column, staged)),
    found: { sql: found.sql, params: { ...nowhere, ...found.params } },
  };
}

async function countLines(column: ColumnReader, staged: StagedSegment): Promise<LineCounts> {
  const [distinct, suppressed] = await Promise.all([
    countDistinct(column, staged),
    countSuppressed(column, staged),
  ]);
  return { duplicates: staged.goodRows - distinct, suppressed, accepted: distinct - suppressed };
}

function findIn(staged: StagedSegment, into: string): FoundPeople {
  const { segment, kindCode: kind, goodRows } = staged;
  if (kind === null) {
    const way = goodRows > indexedRowsMax ? streamedKeys : indexedKeys;
    return { sql: statement('find-multi-key', { into, ...way }), params: { segment } };
  }
  return { sql: statement(singleKeyStatement(staged), { into }), params: { segment, kind } };
}

function singleKeyStatement({ goodRows, hasValues }: StagedSegment): string {
  if (goodRows <= indexedRowsMax) return 'find-single-key-indexed';
  if (hasValues) return 'find-single-key-valued';
  return goodRows > fewRowsMax ? 'find-single-key' : 'find-single-key-few';
}

async function countDistinct(column: ColumnReader, staged: StagedSegment): Promise<number> {
  const sql = statement(staged.kindCode === null ? 'count-distinct-rows' : 'count-distinct-keys');
  const slices = BigInt(Math.max(1, Math.ceil(staged.goodRows / rowsPerSlice)));
  let distinct = 0;
  for (let slice = 0n; slice < slices; slice += 1n) {
    const from = (keySpace * slice) / slices;
    const to = (keySpace * (slice + 1n)) / slices - 1n;
    const params = { segment: staged.segment, from, to, part_bits: partBits(staged.goodRows) };
    const [row] = await column.query<{ row_count: string }>(sql, params);
    distinct += Number(row?.row_count ?? 0);
  }
  return distinct;
}

async function countSuppressed(column: ColumnReader, staged: StagedSegment): Promise<number> {
  if ((await column.query(statement('any-suppressed'))).length === 0) return 0;
  const [row] = await column.query<{ row_count: string }>(statement('count-suppressed-rows'), {
    segment: staged.segment,
  });
  return Number(row?.row_count ?? 0);
}

async function countMatched(column: ColumnReader, run: MembershipRun): Promise<Map<KeyKind, number>> {
  const rows = await column.query<{ kind: number; row_count: string }>(statement('count-matched'), {
    audience: run.audienceId,
    epoch: run.epoch,
    run: run.run,
  });
  return new Map(rows.map((row) => [keyKindOfCode(row.kind), Number(row.row_count)]));
}
