import { createHash } from 'node:crypto';
import { WrongUsage } from '../../failure.ts';
import { orderColumn, type PeopleSet } from './people-set.ts';
import { type Task, tokenTrait } from './tasks.ts';

/** Who teaches and who is to be found, by row of the people. */
export interface Split {
  readonly countries: readonly string[];
  readonly seeds: Int32Array;
  /** Everybody of the countries who is no seed. */
  readonly candidates: Int32Array;
  readonly isPositive: Uint8Array;
  /** What people are worth; NaN where that is not known, null where the task has no value. */
  readonly values: Float64Array | null;
}

/** The seed is the first positives in the order of the column `uSPLIT`. */
export function splitOf(set: PeopleSet, task: Task, split: number): Split {
  const isPositive = positivesOf(set, task);
  const countries = task.countries.length > 0 ? task.countries : countriesOf(set);
  const wanted = new Set(countries);
  const rows = set.ids.flatMap((_, row) => (wanted.has(set.countries[row] ?? '') ? row : []));
  if (rows.length === 0) {
    throw new WrongUsage(`Task ${task.name}: nobody lives in ${countries.join(', ') || 'any country'}.`);
  }
  const order = orderOf(set, split);
  const positives = rows
    .filter((row) => isPositive[row] === 1)
    .sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0) || a - b);
  const seeds = new Set(positives.slice(0, task.seeds));
  return {
    countries,
    seeds: Int32Array.from(seeds),
    candidates: Int32Array.from(rows.filter((row) => !seeds.has(row))),
    isPositive,
    values: task.value === null ? null : Float64Array.from(labelsOf(set, task, task.value), numberOf),
  };
}

/** Throws WrongUsage if a task asks for what the files do not hold: better now than hours later, when its turn has come. */
export function checkTasks(set: PeopleSet, tasks: readonly Task[]): void {
  for (const task of tasks) splitOf(set, task, 0);
}

function countriesOf({ countries }: PeopleSet): string[] {
  return [...new Set(countries)].filter((country) => country !== '').sort();
}

function positivesOf(set: PeopleSet, task: Task): Uint8Array {
  const token = tokenTrait(task.trait);
  if (token === null) return Uint8Array.from(labelsOf(set, task, task.trait), (cell) => Number(isYes(cell)));
  const cells = set.features.get(token.column);
  if (cells === undefined) {
    throw new WrongUsage(`Task ${task.name}: the people have no column "${token.column}".`);
  }
  return Uint8Array.from(cells, (cell) => Number(cell.split('|').includes(token.token)));
}

function isYes(cell: string): boolean {
  return cell.trim() !== '' && Number(cell) === 1;
}

function labelsOf(set: PeopleSet, task: Task, name: string): readonly string[] {
  const cells = set.labels.get(name);
  if (cells === undefined) throw new WrongUsage(`Task ${task.name}: the labels have no column "${name}".`);
  return cells;
}

/**
 * A number for each person; the smallest come first. Where the labels have no column for the split, or no number for a
 * person, it is made from the person's id, so that the same files always give the same splits.
 */
function orderOf(set: PeopleSet, split: number): Float64Array {
  const cells = set.labels.get(orderColumn(split));
  return Float64Array.from(set.ids, (id, row) => {
    const given = numberOf(cells?.[row] ?? '');
    return Number.isNaN(given) ? drawnFor(id, split) : given;
  });
}

function drawnFor(id: string, split: number): number {
  return createHash('sha256').update(`${split} ${id}`).digest().readUInt32BE() / 2 ** 32;
}

function numberOf(cell: string): number {
  return cell.trim() === '' ? Number.NaN : Number(cell);
}
