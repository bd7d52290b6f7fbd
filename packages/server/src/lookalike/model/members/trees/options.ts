import type { Lesson } from '../sample.ts';

export interface TreeOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Shares of the rows and questions that each tree sees; an average sees all seeds, and draws its questions itself. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Added to the curvature of every leaf; 2 is as if eight undecided seeds stood in it. */
  readonly smoothing: number;
  readonly seed: number;
  /** Whether every tree starts from nothing and all have the same say, instead of mending what those before left. */
  readonly isBagged: boolean;
}

/** Rows and questions that one tree looks at, at most: more of them cost time and make trees alike. */
const rowsMax = 9000;
const questionsMax = 20;

/** The fewest people of the background in a bag: else as many as seeds. */
const baggedMin = 100;

/** Shares of background and seeds that a tree sees. Seeds are the rarer, so the background is thinned first. */
export function sharesOf(
  { rows, targets }: Lesson,
  { rowShare, isBagged }: TreeOptions,
): readonly [background: number, seeds: number] {
  const seeds = rows.reduce((sum, row) => sum + (targets[row] as number), 0);
  const background = Math.max(1, rows.length - seeds);
  if (isBagged) return [Math.min(1, Math.max(baggedMin, seeds) / background), 1];
  const ofSeeds = Math.min(rowShare, rowsMax / 2 / Math.max(1, seeds));
  return [Math.min(rowShare, (rowsMax - ofSeeds * seeds) / background), ofSeeds];
}

/**
 * Averages want trees that differ, so each of their questions is the best of a new draw of columns, as many as the root
 * of their number (Breiman 2001).
 */
export function columnShareOf({ columnShare, isBagged }: TreeOptions, columns: number): number {
  return isBagged ? 1 / Math.sqrt(columns) : Math.min(columnShare, questionsMax / columns);
}
