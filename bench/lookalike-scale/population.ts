import { join } from 'node:path';
import { runModule } from '../kit/child.ts';
import { serverSettings } from '../server/index.ts';

/** People of one country and lists of some of them. The same numbers always make the same. */
export interface MadePlan {
  readonly settings: Readonly<Record<string, string>>;
  readonly people: number;
  /** People in each list. */
  readonly seeds: number;
  readonly seedPaths: readonly string[];
  /** People are made in so many parts of the range of their hashes. */
  readonly slices: 16;
}

/**
 * Writes people into the stores of a server before its first start, where an import would write them: reading a file of
 * ten million people would take most of the time and is measured elsewhere. Gives the paths of two lists.
 */
export async function makePopulation(
  directory: string,
  people: number,
  seeds: number,
): Promise<[string, string]> {
  const seedPaths: [string, string] = [join(directory, 'seed-a.csv'), join(directory, 'seed-b.csv')];
  const settings = serverSettings(directory);
  const plan: MadePlan = { settings, people, seeds, seedPaths, slices: 16 };
  await runModule(new URL('./population.child.ts', import.meta.url), plan);
  return seedPaths;
}
