import { type ColumnStatistics, daysOf, writtenNumberOf } from './statistics.ts';

const cutsMax = 126;
const evenCuts = 96;
const ownBins = 12;
const ownBinShare = 0.01;

/** The tails where a skewed column tells most, beyond the evenly spaced quantiles. */
const tails = [0.001, 0.002, 0.005, 0.015, 0.985, 0.995, 0.998, 0.999] as const;

/**
 * Ascending cuts of an ordered column, at most 126: a value's bin is the number of cuts that are not above it.
 * Values are parted at quantiles, in both tails, and around each value that many people share.
 */
export function cutsOf(column: ColumnStatistics): number[] {
  const shared = sharedValues(column);
  const isWhole = shared.length <= cutsMax && column.distinct <= column.frequent.length;
  if (isWhole)
    return shared
      .map(({ at }) => at)
      .sort((a, b) => a - b)
      .slice(1);
  const present = Math.max(1, column.count - column.missing);
  const dominant = shared.filter(({ count }) => count >= ownBinShare * present).slice(0, ownBins);
  const even = Array.from({ length: evenCuts - 1 }, (_, k) => quantileAt(column, (k + 1) / evenCuts));
  const around = dominant.flatMap(({ at }) => [at, nextAbove(at)]);
  const all = new Set([...even, ...tails.map((share) => quantileAt(column, share)), ...around]);
  const least = column.quantiles[0] ?? Number.NEGATIVE_INFINITY;
  return [...all]
    .filter((cut) => cut > least)
    .sort((a, b) => a - b)
    .slice(0, cutsMax);
}

/** The middle and the spread by which the unbounded term asinh((x - center) / scale) is measured. */
export function centerAndScale(column: ColumnStatistics): {
  readonly center: number;
  readonly scale: number;
} {
  const center = quantileAt(column, 0.5);
  const half = (quantileAt(column, 0.75) - quantileAt(column, 0.25)) / 2;
  if (half > 0) return { center, scale: half };
  const distances = column.quantiles.map((value) => Math.abs(value - center)).filter((each) => each > 0);
  distances.sort((a, b) => a - b);
  return { center, scale: distances[Math.floor(distances.length / 2)] ?? 1 };
}

function sharedValues(column: ColumnStatistics): { readonly at: number; readonly count: number }[] {
  const isDate = column.dateShare > column.numericShare;
  const counts = new Map<number, number>();
  for (const { value, count } of column.frequent) {
    const at = isDate ? daysOf(value) : writtenNumberOf(value);
    if (Number.isFinite(at)) counts.set(at, (counts.get(at) ?? 0) + count);
  }
  return [...counts].map(([at, count]) => ({ at, count })).sort((a, b) => b.count - a.count);
}

function quantileAt(column: ColumnStatistics, share: number): number {
  return column.quantiles[Math.round(share * (column.quantiles.length - 1))] ?? 0;
}

/** The smallest number above this one, so that a shared value has a bin of its own. */
function nextAbove(value: number): number {
  const bits = new BigInt64Array(1);
  const numbers = new Float64Array(bits.buffer);
  numbers[0] = value === 0 ? 0 : value;
  bits[0] = (bits[0] ?? 0n) + (value < 0 ? -1n : 1n);
  return numbers[0] ?? value;
}
