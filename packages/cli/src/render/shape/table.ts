import Table from 'cli-table3';
import type { View } from '../view.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes the room that is left and breaks its lines at words. At most one column. */
  readonly wraps?: boolean;
}

const gap = 2;
const wrappedMin = 16;

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  right: '',
  'left-mid': '',
  'right-mid': '',
  'mid-mid': '',
  middle: '',
} as const;

/** A table without a frame, as wide as its cells, or as the view where a column wraps. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], view: View): string {
  const drawn = new Table({
    head: columns.map((column) => view.paint.bold(column.title)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: widths(columns, rows, view.columns),
    wordWrap: true,
    chars: noLines,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': gap },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => (line.endsWith('─') ? line.slice(0, -gap) : line.trimEnd()))
    .join('\n');
}

function widths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  columnsMax: number,
): number[] {
  const natural = columns.map(
    (column, index) => Math.max(column.title.length, ...rows.map((row) => row[index]?.length ?? 0)) + gap,
  );
  const wrapping = columns.findIndex((column) => column.wraps === true);
  if (wrapping === -1) return natural;
  const others = natural.reduce((sum, width, index) => (index === wrapping ? sum : sum + width), 0);
  const room = Math.max(wrappedMin, columnsMax + gap - others);
  return natural.map((width, index) => (index === wrapping ? Math.min(width, room) : width));
}
