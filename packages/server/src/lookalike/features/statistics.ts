import type { ColumnReader } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { ColumnStatistics } from '../encoding/index.ts';
import { writtenNumber } from './written-number.ts';

const statement = sqlIn(import.meta.url);

/** People whose cells are looked at. Shares are then known to about a third of a per cent. */
const samplePeople = 100_000;
/** Others who read must not wait for all of the engine's sessions. */
const statementsAtOnce = 2;
const lastPerson = (1n << 64n) - 1n;

/** A category with more levels than an encoding has room for is read as a token. */
const levelsMax = 250;

interface StatisticsRow {
  readonly name: string;
  readonly present: string;
  readonly distinct_count: string;
  readonly numeric_count: string;
  readonly written_count: string;
  readonly date_count: string;
  readonly list_count: string;
  readonly mean: number;
  readonly sd: number;
  readonly quantiles: readonly number[];
  readonly frequent: readonly { readonly item: string; readonly count: string }[];
}

interface TokensRow {
  readonly name: string;
  readonly tokens: readonly (readonly [token: string, people: string])[];
}

/** What the engine tells of each feature of the population, by name. The same population gives the same. */
export async function columnStatistics(column: ColumnReader): Promise<ColumnStatistics[]> {
  const total = await peopleIn(column, 'count-people', {});
  const last = total <= samplePeople ? lastPerson : (lastPerson / BigInt(total)) * BigInt(samplePeople);
  const sample = await peopleIn(column, 'count-sample', { last });
  const rows = await statisticsRows(column, last);
  const names = rows.filter(mayHoldTokens).map((row) => row.name);
  const tokens =
    names.length === 0 ? [] : await column.query<TokensRow>(statement('column-tokens'), { last, names });
  const tokensOf = new Map(tokens.map((row) => [row.name, row.tokens]));
  return rows.map((row) => statisticsOf(row, sample, tokensOf.get(row.name) ?? []));
}

/** One row a feature, by name. Each statement has one thread, so there are as many as processors that it may use. */
async function statisticsRows(column: ColumnReader, last: bigint): Promise<StatisticsRow[]> {
  const text = statement('column-statistics', { written_number: writtenNumber('cell') });
  const parts = await Promise.all(
    Array.from({ length: statementsAtOnce }, (_, part) =>
      column.query<StatisticsRow>(text, { last, part, parts: statementsAtOnce }),
    ),
  );
  return parts.flat().toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** The names of features in the order in which they mostly lie beside a person. */
export async function usualOrder(column: ColumnReader): Promise<string[]> {
  const rows = await column.query<{ name: string }>(statement('usual-order'));
  return rows.map(({ name }) => name);
}

function mayHoldTokens(row: StatisticsRow): boolean {
  const isText = Number(row.numeric_count) + Number(row.date_count) < Number(row.present) / 2;
  return (
    Number(row.list_count) > 0 ||
    row.name.startsWith('tok_') ||
    (isText && Number(row.distinct_count) > levelsMax)
  );
}

function statisticsOf(
  row: StatisticsRow,
  sample: number,
  tokens: readonly (readonly [string, string])[],
): ColumnStatistics {
  const present = Number(row.present);
  const share = (part: string) => Number(part) / Math.max(1, present);
  return {
    name: row.name,
    count: sample,
    missing: sample - present,
    distinct: Number(row.distinct_count),
    numericShare: share(row.numeric_count),
    writtenShare: share(row.written_count),
    dateShare: share(row.date_count),
    listShare: share(row.list_count),
    quantiles: row.quantiles,
    mean: row.mean,
    sd: row.sd,
    frequent: row.frequent
      .map(({ item, count }) => ({ value: item, count: Number(count) }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    tokens: tokens.map(([value, people]) => ({ value, count: Number(people) })),
  };
}

async function peopleIn(
  column: ColumnReader,
  name: string,
  params: Readonly<Record<string, bigint>>,
): Promise<number> {
  const [row] = await column.query<{ people: string }>(statement(name), params);
  return Number(row?.people ?? 0);
}
