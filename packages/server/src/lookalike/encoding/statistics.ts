/** A value or token and how many of the sampled people have it. */
export interface Frequency {
  readonly value: string;
  readonly count: number;
}

/**
 * What the engine tells about one feature column, from a sample of people. Cells are strings, and an empty one is
 * missing. A cell is numeric when it is a finite decimal number, a date when it begins with `YYYY-MM-DD`.
 */
export interface ColumnStatistics {
  readonly name: string;
  /** People in the sample. */
  readonly count: number;
  readonly missing: number;
  /** Different values that are not missing. */
  readonly distinct: number;
  /** Shares of the cells that are not missing, 0 to 1. A list is a cell with a `|` in it. */
  readonly numericShare: number;
  readonly dateShare: number;
  readonly listShare: number;
  /** About 1024 evenly spaced quantiles of the numeric cells, or of the dates in days since 1970; ascending. */
  readonly quantiles: readonly number[];
  /** Of the numeric cells. */
  readonly mean: number;
  readonly sd: number;
  /** The most frequent values, at most 300, the most frequent first. */
  readonly frequent: readonly Frequency[];
  /** The most frequent parts between `|`, at most 4096; a cell without `|` is one part. */
  readonly tokens: readonly Frequency[];
}

const quantileCount = 1024;
const frequentMax = 300;
const tokensMax = 4096;
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const date = /^\d{4}-\d{2}-\d{2}/;
const msPerDay = 86_400_000;

/** The number that a cell means; NaN for a missing one and for what is no number. */
export function numberOf(cell: string): number {
  return number.test(cell) ? Number(cell) : Number.NaN;
}

/** Days since 1970, with a fraction for a time of the day (UTC); NaN for what is no ISO date. */
export function daysOf(cell: string): number {
  if (!date.test(cell)) return Number.NaN;
  const zoned = cell.length > 10 && !/(Z|[+-]\d{2}:?\d{2})$/.test(cell) ? `${cell.replace(' ', 'T')}Z` : cell;
  return Date.parse(zoned.replace(' ', 'T')) / msPerDay;
}

/** The statistics of one column, computed as the engine computes them. */
export function statisticsOf(name: string, cells: readonly string[]): ColumnStatistics {
  const present = cells.filter((cell) => cell !== '');
  const numbers = Float64Array.from(present.map(numberOf).filter(Number.isFinite));
  const dates = Float64Array.from(present.map(daysOf).filter(Number.isFinite));
  const counted = numbers.length >= dates.length ? numbers : dates;
  const values = countsOf(present);
  const parts = countsOf(
    present.flatMap((cell) => [...new Set(cell.split('|'))].filter((part) => part !== '')),
  );
  const mean = sumOf(numbers) / Math.max(1, numbers.length);
  const spread = sumOf(numbers.map((value) => (value - mean) ** 2)) / Math.max(1, numbers.length);
  const share = (part: number) => (present.length === 0 ? 0 : part / present.length);
  return {
    name,
    count: cells.length,
    missing: cells.length - present.length,
    distinct: values.size,
    numericShare: share(numbers.length),
    dateShare: share(dates.length),
    listShare: share(present.filter((cell) => cell.includes('|')).length),
    quantiles: quantilesOf(counted.sort()),
    mean,
    sd: Math.sqrt(spread),
    frequent: mostFrequent(values, frequentMax),
    tokens: mostFrequent(parts, tokensMax),
  };
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function mostFrequent(counts: ReadonlyMap<string, number>, most: number): Frequency[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, most);
}

function quantilesOf(sorted: Float64Array): number[] {
  if (sorted.length === 0) return [];
  const last = sorted.length - 1;
  return Array.from({ length: quantileCount }, (_, k) =>
    Number(sorted[Math.round((k / (quantileCount - 1)) * last)]),
  );
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
