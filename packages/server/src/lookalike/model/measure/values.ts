/** The values of seeds, in the forms in which they are learned from and judged by. By row; 0 for the background. */
export interface SeedValues {
  /** Natural logarithms, drawn in to the 1st and 99th percentile. */
  readonly logs: Float64Array;
  /** Roots, of mean 1, for weighing seeds. */
  readonly roots: Float64Array;
  /** Values drawn in to the 99th percentile, so that no single seed decides a choice. */
  readonly worths: Float64Array;
  readonly totals: Float64Array;
}

const floorShare = 0.05;
const tailShare = 0.01;

/**
 * Null when no seed has a value, or all have the same. A missing or negative value counts as the median; zero is
 * lifted to what one in twenty seeds with a positive value stays below.
 */
export function seedValuesOf(values: Float64Array, isSeed: Uint8Array): SeedValues | null {
  const known = values.filter((value, row) => isSeed[row] === 1 && value >= 0).sort();
  const positive = known.filter((value) => value > 0);
  if (positive.length === 0 || known[0] === known.at(-1)) return null;
  const median = at(known, 0.5);
  const floor = at(positive, floorShare);
  const [low, high] = [Math.max(floor, at(known, tailShare)), Math.max(floor, at(known, 1 - tailShare))];
  const cleaned = Float64Array.from(values, (value, row) =>
    isSeed[row] !== 1 ? 0 : value >= 0 ? value : median,
  );
  const drawn = cleaned.map((value) => Math.min(high, Math.max(low, value)));
  const ofSeeds =
    <T>(value: (row: number) => T, none: T) =>
    (_: number, row: number) =>
      isSeed[row] === 1 ? value(row) : none;
  const roots = Float64Array.from(
    cleaned,
    ofSeeds((row) => Math.sqrt(drawn[row] as number), 0),
  );
  const seeds = isSeed.reduce((sum, each) => sum + each, 0);
  const mean = roots.reduce((sum, each) => sum + each, 0) / seeds;
  return {
    logs: Float64Array.from(
      cleaned,
      ofSeeds((row) => Math.log(drawn[row] as number), 0),
    ),
    roots: roots.map((root) => root / mean),
    worths: cleaned.map((value) => Math.min(high, value)),
    totals: cleaned,
  };
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}
