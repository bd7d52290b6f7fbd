import { type Constants, lookUp } from '../../column/index.ts';

/** Cells of a grid, tried in turn. Its list of bytes should stay in the nearest cache. */
const cellCounts = [64, 128, 256, 512, 1024, 2048];

/** With more cuts than this in one cell, halving takes no longer. */
const cutsPerCellMax = 4;

/** Cells of the same width from the first cut to the last, with one more on each side. */
export interface Grid {
  readonly from: number;
  readonly cellsPerUnit: number;
  readonly cellCount: number;
  /** For each cell: how many cuts lie in those before it. */
  readonly cutsBefore: readonly number[];
  /** The most cuts that lie in one cell. */
  readonly cutsPerCell: number;
}

/**
 * A grid in which hardly any cell has several cuts, so that the place of a number is looked up by arithmetic and then
 * compared with few cuts. Null for cuts that are too uneven. The cell of a number never falls when the number grows, and
 * cuts are put into cells by the same arithmetic: so what is in an earlier cell is smaller, whatever is rounded.
 */
export function gridOf(cuts: readonly number[]): Grid | null {
  const from = cuts[0] ?? 0;
  const width = (cuts.at(-1) ?? 0) - from;
  for (const cellCount of cellCounts) {
    const cellsPerUnit = width > 0 ? cellCount / width : 1;
    if (!Number.isFinite(cellsPerUnit)) return null;
    const grid = { from, cellsPerUnit, cellCount };
    const cells = cuts.map((cut) => cellIn(grid, cut));
    const cutsIn = Array.from({ length: cellCount + 2 }, () => 0);
    for (const cell of cells) cutsIn[cell] = (cutsIn[cell] ?? 0) + 1;
    const cutsPerCell = Math.max(0, ...cutsIn);
    const isLast = cellCount === cellCounts.at(-1);
    if (cutsPerCell <= 1 || (isLast && cutsPerCell <= cutsPerCellMax)) {
      return { ...grid, cutsBefore: runningSums(cutsIn), cutsPerCell };
    }
  }
  return null;
}

/** From 0 to cellCount + 1. The engine computes the same, operation by operation. */
function cellIn(
  { from, cellsPerUnit, cellCount }: Omit<Grid, 'cutsBefore' | 'cutsPerCell'>,
  x: number,
): number {
  return Math.trunc(Math.max(Math.min((x - from) * cellsPerUnit, cellCount), -1) + 1);
}

/** The sum of what stands before each. */
function runningSums(counts: readonly number[]): number[] {
  const sums: number[] = [];
  let sum = 0;
  for (const count of counts) {
    sums.push(sum);
    sum += count;
  }
  return sums;
}

/** 1 + how many cuts are not above a finite number, as an expression of the engine. */
export function binOfNumber(number: string, cuts: readonly number[]): string {
  const grid = gridOf(cuts);
  return grid === null ? halved(number, cuts) : lookedUp(number, cuts, grid);
}

/** 5 ns for a number with one cut in each cell, and 3 for each more. */
function lookedUp(number: string, cuts: readonly number[], grid: Grid): string {
  const { from, cellsPerUnit, cellCount, cutsBefore, cutsPerCell } = grid;
  const cell =
    `toUInt16(greatest(least((${number} - ${numberText(from)}) * ${numberText(cellsPerUnit)}, ` +
    `${numberText(cellCount)}), -1.) + 1)`;
  const before = lookUp(cell, listOf('UInt8', cutsBefore.map(String), 'toUInt8(0)'));
  // Behind the last cut nothing is above a number.
  const bounds = listOf('Float64', cuts.map(numberText), 'inf');
  const ofCell = Array.from(
    { length: cutsPerCell },
    (_, place) => ` + (${number} >= ${lookUp(place === 0 ? before : `${before} + ${place}`, bounds)})`,
  );
  return `1 + ${before}${ofCell.join('')}`;
}

function listOf(type: string, constants: readonly string[], otherwise: string): Constants {
  return { list: `CAST([${constants}], 'Array(${type})')`, count: constants.length, otherwise };
}

/** 40 ns for a number, because the processor cannot guess which half it is in. */
function halved(number: string, cuts: readonly number[]): string {
  const bounds = ['-inf', ...cuts.map(numberText)].join(',');
  const bins = Array.from({ length: cuts.length + 1 }, (_, bin) => bin + 1).join(',');
  return `transform(roundDown(${number}, [${bounds}]), [${bounds}], [${bins}], 0)`;
}

/** A number as the engine reads it back to the last bit, always as a fraction, so that lists are of one type. */
export function numberText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.`;
}
