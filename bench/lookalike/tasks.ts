import { join } from 'node:path';
import { needsOf, type PeopleSet, readPeopleSet, readTasks, type Task } from '@kindred/cli';

export { type Split, splitOf, type Task } from '@kindred/cli';

/** People with all of their features, and what is to be found among them. */
export interface DataSet extends PeopleSet {
  readonly name: string;
  readonly peoplePath: string;
  readonly tasks: readonly Task[];
}

/** Reads a folder with people.csv, labels.csv and tasks.json. */
export async function readDataSet(directory: string, name: string, splits: number): Promise<DataSet> {
  const folder = join(directory, name);
  const tasks = readTasks(join(folder, 'tasks.json'));
  const paths = { people: join(folder, 'people.csv'), labels: join(folder, 'labels.csv') };
  const set = await readPeopleSet(paths, { ...needsOf(tasks, splits), features: () => true });
  return { ...set, name, peoplePath: paths.people, tasks };
}
