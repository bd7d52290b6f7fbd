import { percent } from '../text/number.ts';
import type { View } from '../view.ts';
import { bar } from './bar.ts';

export interface BarRow {
  readonly label: string;
  /** Null draws no bar and no share. */
  readonly count: number | null;
  readonly countText: string;
  readonly paint?: (text: string) => string;
}

const barWidthMin = 8;
const barWidthMax = 40;
const shareWidth = 7;

/** A label, a bar scaled to `whole`, a number and a share on each line, within the view. */
export function barChart(rows: readonly BarRow[], whole: number, view: View): string {
  const labelWidth = widest(rows.map((row) => row.label));
  const countWidth = widest(rows.map((row) => row.countText));
  const room = view.columns - labelWidth - countWidth - shareWidth - 3;
  const barWidth = Math.max(barWidthMin, Math.min(barWidthMax, room));
  return rows.map((row) => lineOf(row, whole, { labelWidth, barWidth, countWidth })).join('\n');
}

interface Widths {
  readonly labelWidth: number;
  readonly barWidth: number;
  readonly countWidth: number;
}

/** Padding comes before painting: the codes of colours have no width on the screen, but they have length. */
function lineOf(row: BarRow, whole: number, { labelWidth, barWidth, countWidth }: Widths): string {
  const share = row.count === null || whole === 0 ? 0 : row.count / whole;
  const drawn = bar(share, barWidth).padEnd(barWidth);
  const cells = [
    row.label.padEnd(labelWidth),
    row.paint?.(drawn) ?? drawn,
    row.countText.padStart(countWidth),
    (row.count === null ? '' : percent(row.count, whole)).padStart(shareWidth),
  ];
  return cells.join(' ').trimEnd();
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
