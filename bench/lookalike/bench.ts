import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Means, meansOfResults, plainView, table } from '@kindred/cli';
import { UsageError } from '../command-line/usage-error.ts';
import type { Bench, BenchOptions, Report } from '../kit/outcome.ts';
import { type MeasuredSet, measureSet } from './measure-set.ts';
import { peers } from './peers/index.ts';
import { readDataSet } from './tasks.ts';

export const bench: Bench = {
  question: 'Do lookalikes find more of the people who were held out than plain methods do?',
  // Splits of each task: there are no rows and people but those of the data.
  defaults: { rows: 1, population: 1, runs: 3 },
  peers: Object.keys(peers),
  run,
};

async function run({ dataDirectory, runs, without }: BenchOptions): Promise<Report> {
  const sets: Record<string, MeasuredSet> = {};
  for (const { parent, name } of foldersIn(dataDirectory)) {
    sets[name] = await measureSet(await readDataSet(parent, name, runs), runs, without);
  }
  const all = Object.values(sets);
  const ratios = all.flatMap(({ ratio_lift5 }) => ratio_lift5 ?? []);
  const outcome = {
    ours: meansOfResults(all.flatMap(({ tasks }) => tasks)),
    sets,
    ratios: {
      ...Object.fromEntries(Object.entries(sets).map(([name, { ratio_lift5 }]) => [name, ratio_lift5])),
      best_baseline: ratios.length === 0 ? null : Math.min(...ratios),
    },
  };
  return { outcome, lines: Object.entries(sets).map(setText).join('\n\n') };
}

/** The folder itself where it holds people, else all folders in it that do. */
function foldersIn(directory: string | null): { readonly parent: string; readonly name: string }[] {
  if (directory === null)
    throw new UsageError('Say where the data sets are: --data DIR. See bench/lookalike/README.md.');
  const path = resolve(directory);
  const holdsPeople = (folder: string) => existsSync(join(folder, 'people.csv'));
  if (holdsPeople(path)) return [{ parent: dirname(path), name: basename(path) }];
  const names = existsSync(path) ? readdirSync(path).filter((name) => holdsPeople(join(path, name))) : [];
  if (names.length === 0) throw new UsageError(`There is no folder with a people.csv in ${directory}.`);
  return names.toSorted().map((name) => ({ parent: path, name }));
}

const columns = ['auc', 'lift1', 'lift5', 'lift10', 'vor5', 'vor10', 'seconds'];

function setText([name, set]: [string, MeasuredSet]): string {
  const row = (method: string, means: Means) => [
    method,
    ...columns.map((column) => means[column]?.toFixed(3) ?? '–'),
  ];
  const rows = [
    row('kindred', set.ours),
    ...Object.entries(set.peers).map(([peer, means]) => row(peer, means)),
  ];
  const heads = columns.map((title) => ({ title, align: 'right' as const }));
  const ratios = [
    set.best_peer === null ? '' : `lift at 5 %: × ${set.ratio_lift5} of ${set.best_peer}`,
    set.best_peer_vor5 === null ? '' : `value at 5 %: × ${set.ratio_vor5} of ${set.best_peer_vor5}`,
    set.ratio_published === null ? '' : `× ${set.ratio_published} of the best measured elsewhere`,
  ];
  const verdict = ratios.filter((text) => text !== '').join(', ');
  return [name, table([{ title: 'method' }, ...heads], rows, plainView), verdict].join('\n');
}
