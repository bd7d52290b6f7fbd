import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of a comma-separated file without quotes, by column. */
export interface Table {
  readonly names: readonly string[];
  readonly count: number;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

export interface Task {
  readonly name: string;
  readonly trait: string;
  readonly value?: string;
  readonly n_seed: number;
  readonly exclude: readonly string[];
  readonly exclude_tokens?: readonly string[];
  readonly countries: readonly string[];
}

export interface PeopleSet {
  readonly name: string;
  readonly people: Table;
  readonly labels: Table;
  readonly tasks: readonly Task[];
  readonly features: readonly string[];
}

/** Who is a seed and who a candidate, by row of the people. */
export interface Split {
  readonly seeds: Int32Array;
  readonly candidates: Int32Array;
  /** By row of the people. */
  readonly isPositive: Uint8Array;
  readonly values: Float64Array | null;
}

export function readPeopleSet(directory: string, name: string): PeopleSet {
  const people = readTable(join(directory, name, 'people.csv'));
  const labels = readTable(join(directory, name, 'labels.csv'));
  const tasks = JSON.parse(readFileSync(join(directory, name, 'tasks.json'), 'utf8')) as Task[];
  const features = people.names.filter((column) => column !== 'person_id' && column !== 'country');
  return { name, people, labels, tasks, features };
}

function readTable(path: string): Table {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const names = head.split(',');
  const cells = lines.map((line) => line.split(','));
  const columns = new Map(names.map((name, k) => [name, cells.map((row) => row[k] ?? '')]));
  return { names, count: lines.length, columns };
}

/** The seed is the first positives in the order of `uREPETITION`; everybody else of the country is a candidate. */
export function splitOf({ people, labels }: PeopleSet, task: Task, repetition: number): Split {
  const cells = (table: Table, name: string) => table.columns.get(name) ?? [];
  const countries = cells(people, 'country');
  const order = cells(labels, `u${repetition}`).map(Number);
  const [kind, column = '', token = ''] = task.trait.split(':');
  const traits =
    kind === 'token'
      ? cells(people, column).map((cell) => cell.split('|').includes(token))
      : cells(labels, task.trait).map((cell) => cell === '1');
  const inCountry = Array.from({ length: people.count }, (_, row) => row).filter((row) =>
    task.countries.includes(countries[row] ?? ''),
  );
  const positives = inCountry.filter((row) => traits[row]).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const seeds = new Set(positives.slice(0, task.n_seed));
  return {
    seeds: Int32Array.from(seeds),
    candidates: Int32Array.from(inCountry.filter((row) => !seeds.has(row))),
    isPositive: Uint8Array.from(traits, Number),
    values: task.value === undefined ? null : Float64Array.from(cells(labels, task.value), Number),
  };
}
