import { rounded } from '../kit/outcome.ts';
import { logLogSlope } from '../kit/statistics.ts';

export interface SizePoint {
  readonly rows: number;
  readonly seconds: number;
  readonly peak_rss_mib: number;
}

/** Below this the fixed costs of a request weigh more than its rows. */
const slopeRowsMin = 1_000_000;

/** How time grows with rows from a million on: 1 is in step. Null with fewer than two such sizes. */
export function slopeOf(points: readonly SizePoint[]): number | null {
  const large = points.filter((point) => point.rows >= slopeRowsMin);
  if (large.length < 2) return null;
  return rounded(logLogSlope(large.map((point) => [point.rows, point.seconds])));
}

/** Peak memory of the largest size divided by that of the size before. Null with one size. */
export function rssRatioOf(points: readonly SizePoint[]): number | null {
  const [before, largest] = points.slice(-2);
  if (before === undefined || largest === undefined) return null;
  return rounded(largest.peak_rss_mib / before.peak_rss_mib);
}
