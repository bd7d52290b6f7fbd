import { existsSync, statSync } from 'node:fs';
import { runModule } from '../kit/child.ts';

/** What the made files hold. The same numbers always make the same files. */
export interface PeopleFilesPlan {
  readonly directory: string;
  readonly rows: number;
  readonly population: number;
  /** Of a hundred different lines, so many are the hash of somebody in the population. */
  readonly sharePercent: number;
}

export interface UploadFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** At most 62 of a hundred lines know somebody; fewer where a population is too small for so many. */
export function sharePercentOf(rowsMax: number, population: number): number {
  return Math.max(1, Math.min(62, Math.floor((100 * population) / rowsMax)));
}

/** A list of SHA-256 hashes of e-mail addresses, one a line: 5 % repeats, a few blank and a few bad lines. */
export async function makeUpload(plan: PeopleFilesPlan): Promise<UploadFile> {
  const path = `${plan.directory}/upload-${plan.rows}.txt`;
  await make('upload', path, plan);
  return { path, rows: plan.rows, bytes: statSync(path).size };
}

/** A CSV file with a header: id, email (hashed). One line for each person. */
export async function makePopulation(plan: PeopleFilesPlan): Promise<string> {
  const path = `${plan.directory}/population-${plan.population}.csv`;
  await make('population', path, plan);
  return path;
}

/** A file that is there already is the same file. */
async function make(kind: 'upload' | 'population', path: string, plan: PeopleFilesPlan): Promise<void> {
  if (existsSync(path)) return;
  await runModule(new URL('./people-files.child.ts', import.meta.url), { kind, path, plan });
}
