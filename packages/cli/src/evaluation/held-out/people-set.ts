import { WrongUsage } from '../../failure.ts';
import { placeOf, readCsv } from './table.ts';
import { type Task, tokenTrait } from './tasks.ts';

/** People and what is hidden of them, by row of the people. Only the columns that were asked for are held. */
export interface PeopleSet {
  readonly ids: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
  /** In capitals; '' where there is none. */
  readonly countries: readonly string[];
  /** Of the file of people, in its order, without id and country. */
  readonly featureNames: readonly string[];
  readonly features: ReadonlyMap<string, readonly string[]>;
  /** Of the file of labels. '' for people who are not in it. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

export interface PeopleSetPaths {
  readonly people: string;
  readonly labels: string;
}

/** The columns that tasks need. */
export interface Needs {
  readonly features: (name: string) => boolean;
  readonly labels: ReadonlySet<string>;
}

/** What these tasks need in so many splits. */
export function needsOf(tasks: readonly Task[], splits: number): Needs {
  const features = new Set(tasks.flatMap(({ trait }) => tokenTrait(trait)?.column ?? []));
  const orders = Array.from({ length: splits }, (_, split) => orderColumn(split));
  const traits = tasks.flatMap(({ trait, value }) => [
    ...(tokenTrait(trait) === null ? [trait] : []),
    ...(value === null ? [] : [value]),
  ]);
  return { features: (name) => features.has(name), labels: new Set([...orders, ...traits]) };
}

/** The column that orders the positives of a split. */
export function orderColumn(split: number): string {
  return `u${split}`;
}

export async function readPeopleSet(paths: PeopleSetPaths, needs: Needs): Promise<PeopleSet> {
  const people = await readPeople(paths.people, needs);
  const rowOf = new Map(people.ids.map((id, row) => [id, row]));
  if (rowOf.size < people.ids.length) {
    throw new WrongUsage(`In ${paths.people} a person_id stands more than once. Give each person one line.`);
  }
  return { ...people, rowOf, labels: await readLabels(paths.labels, rowOf, needs.labels) };
}

type People = Pick<PeopleSet, 'ids' | 'countries' | 'featureNames' | 'features'>;

async function readPeople(path: string, needs: Needs): Promise<People> {
  const ids: string[] = [];
  const countries: string[] = [];
  const features = new Map<string, string[]>();
  const featureNames: string[] = [];
  // One text for each country, not one for each person.
  const known = new Map<string, string>();
  await readCsv(path, (names) => {
    const id = placeOf(names, 'person_id', path);
    const country = placeOf(names, 'country', path);
    featureNames.push(...names.filter((_, place) => place !== id && place !== country));
    const kept = names.flatMap((name, place) => {
      if (place === id || place === country || !needs.features(name)) return [];
      const cells: string[] = [];
      features.set(name, cells);
      return { place, cells };
    });
    return (cells) => {
      const code = (cells[country] ?? '').trim().toUpperCase();
      if (!known.has(code)) known.set(code, code);
      // As imports read ids.
      ids.push((cells[id] ?? '').trim());
      countries.push(known.get(code) ?? '');
      for (const each of kept) each.cells.push(cells[each.place] ?? '');
    };
  });
  return { ids, countries, featureNames, features };
}

async function readLabels(
  path: string,
  rowOf: ReadonlyMap<string, number>,
  needed: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  const labels = new Map<string, string[]>();
  await readCsv(path, (names) => {
    const id = placeOf(names, 'person_id', path);
    const kept = names.flatMap((name, place) => {
      if (!needed.has(name)) return [];
      const cells = Array.from({ length: rowOf.size }, () => '');
      labels.set(name, cells);
      return { place, cells };
    });
    return (cells) => {
      const row = rowOf.get((cells[id] ?? '').trim());
      if (row === undefined) return;
      for (const each of kept) each.cells[row] = cells[each.place] ?? '';
    };
  });
  return labels;
}
