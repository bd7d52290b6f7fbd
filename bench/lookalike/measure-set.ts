import { evaluate, type Means, meansOfResults, openGround, type Result } from '@kindred/cli';
import { note, rounded } from '../kit/outcome.ts';
import { metricsOf } from './metrics.ts';
import { encodePopulation, peerTaskOf } from './ours.ts';
import { peers } from './peers/index.ts';
import { published } from './published.ts';
import { type DataSet, splitOf, type Task } from './tasks.ts';

/** What one data set showed. Ratios are ours divided by theirs: above 1 we are better. */
export interface MeasuredSet {
  readonly ours: Means;
  readonly peers: Readonly<Record<string, Means>>;
  /** The peer with the highest lift at 5 %; null when all were left out. */
  readonly best_peer: string | null;
  readonly ratio_lift5: number | null;
  /** The same by the value in the best 5 %, over the tasks with a value; null where there are none. */
  readonly best_peer_vor5: string | null;
  readonly ratio_vor5: number | null;
  /** By the best that was measured elsewhere, the mean over the tasks of which it is known. */
  readonly ratio_published: number | null;
  readonly tasks: readonly Result[];
}

type Found = Record<string, Result[]>;

/** Ours on a real server, and each peer on the same seeds, background and candidates. */
export async function measureSet(
  set: DataSet,
  splits: number,
  without: ReadonlySet<string>,
): Promise<MeasuredSet> {
  const ours: Result[] = [];
  const rivals: Found = {};
  const population = encodePopulation(set);
  await using ground = await openGround({ env: process.env, peoplePath: set.peoplePath, note });
  for (const task of set.tasks) {
    for await (const result of evaluate(ground, set, [task], splits)) {
      tell(set, result, 'kindred', result);
      if (result.error !== undefined) throw new Error(`${set.name} ${task.name}: ${result.error}`);
      ours.push(result);
      for (const [name, found] of Object.entries(measurePeers(set, task, result, population, without))) {
        tell(set, result, name, found);
        rivals[name] = [...(rivals[name] ?? []), found];
      }
    }
  }
  return summary(set, ours, rivals);
}

function measurePeers(
  set: DataSet,
  task: Task,
  result: Result,
  population: ReturnType<typeof encodePopulation>,
  without: ReadonlySet<string>,
): Record<string, Result> {
  const split = splitOf(set, task, result.split);
  const { name, split: number, seeds, candidates, positives } = result;
  const peerTask = peerTaskOf(population, task, split);
  return Object.fromEntries(
    Object.entries(peers)
      .filter(([peer]) => !without.has(peer))
      .map(([peer, rank]) => {
        const startMs = performance.now();
        const metrics = metricsOf(split, rank(peerTask));
        const seconds = rounded((performance.now() - startMs) / 1000);
        return [peer, { name, split: number, seeds, candidates, positives, ...metrics, seconds }];
      }),
  );
}

function tell(set: DataSet, { name, split }: Result, method: string, { lift5, auc, vor5 }: Result): void {
  const value = vor5 === undefined ? '' : `, value ${vor5?.toFixed(3)}`;
  note(`${set.name} ${name} u${split} ${method}: AUC ${auc?.toFixed(3)}, lift ${lift5?.toFixed(2)}${value}`);
}

function summary(set: DataSet, results: readonly Result[], rivals: Found): MeasuredSet {
  const ours = meansOfResults(results);
  const found = Object.fromEntries(Object.entries(rivals).map(([name, all]) => [name, meansOfResults(all)]));
  const [byLift, byValue] = [bestOf(found, 'lift5'), bestOf(found, 'vor5')];
  return {
    ours,
    peers: found,
    best_peer: byLift?.name ?? null,
    ratio_lift5: ratio(ours['lift5'], byLift?.value),
    best_peer_vor5: byValue?.name ?? null,
    ratio_vor5: ratio(ours['vor5'], byValue?.value),
    ratio_published: ratioToPublished(set, results),
    tasks: results,
  };
}

function bestOf(found: Readonly<Record<string, Means>>, metric: string) {
  return Object.entries(found)
    .flatMap(([name, means]) => {
      const value = means[metric];
      return value === undefined ? [] : { name, value };
    })
    .toSorted((a, b) => b.value - a.value)[0];
}

function ratioToPublished({ name }: DataSet, results: readonly Result[]): number | null {
  const ratios = Object.entries(published[name] ?? {}).flatMap(([task, { metric, value }]) => {
    const own = meansOfResults(results.filter((each) => task === 'all' || each.name === task))[metric];
    return ratio(own, value) ?? [];
  });
  return ratios.length === 0 ? null : rounded(ratios.reduce((sum, each) => sum + each, 0) / ratios.length);
}

function ratio(own: number | undefined, other: number | undefined): number | null {
  return own === undefined || other === undefined || other === 0 ? null : rounded(own / other);
}
