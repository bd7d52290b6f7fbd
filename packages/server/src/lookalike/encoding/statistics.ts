/** A value or token and how many of the sampled people have it. */
export interface Frequency {
  readonly value: string;
  readonly count: number;
}

/**
 * What the engine tells about one feature column, from a sample of people. Cells are strings, and an empty one is
 * missing. A cell is numeric when it is a finite decimal number, plain or as people write it, a date when it begins with
 * `YYYY-MM-DD`.
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
  /** Of these, what only people read as a number, such as `12,5 %` or `$1,200`. It is part of the numeric share. */
  readonly writtenShare: number;
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

const written = /^[+-]?[$€£¥]? ?[0-9][0-9.,]* ?[%$€£¥]?$/;
const signs = /[ %$€£¥]/g;
const partedByCommas = /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]*)?$/;
const partedByPoints = /^[+-]?[1-9][0-9]{0,2}(([.][0-9]{3})+,[0-9]*|([.][0-9]{3}){2,})$/;

/**
 * The same where a number has the sign of a percentage or a currency, parted thousands, or a comma for a point. A comma
 * before just three digits parts thousands, a single point never does. The engine reads them in the same way
 * (written-number.sql).
 */
export function writtenNumberOf(cell: string): number {
  const plain = numberOf(cell);
  if (!Number.isNaN(plain) || !written.test(cell)) return plain;
  const bare = cell.replaceAll(signs, '');
  if (partedByCommas.test(bare)) return numberOf(bare.replaceAll(',', ''));
  return numberOf((partedByPoints.test(bare) ? bare.replaceAll('.', '') : bare).replace(',', '.'));
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
  const numbers = Float64Array.from(present.map(writtenNumberOf).filter(Number.isFinite));
  const plain = present.filter((cell) => Number.isFinite(numberOf(cell))).length;
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
    writtenShare: share(numbers.length - plain),
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
