import { Failure, Interrupted, Refused, Unreachable } from '../failure.ts';
import { type Ground, seedsMin } from './ground.ts';
import type { PeopleSet } from './held-out/people-set.ts';
import { type Split, splitOf } from './held-out/split.ts';
import type { Task } from './held-out/tasks.ts';
import { type Metrics, meansOf, metricNames, metricsOf, rounded } from './metrics.ts';
import { runTrial, type Trial } from './trial.ts';

/** How one split of one task came out, with the names that it is printed with. */
export interface Result extends Partial<Metrics> {
  readonly name: string;
  readonly split: number;
  readonly seeds: number;
  readonly candidates: number;
  /** Among the candidates. */
  readonly positives: number;
  readonly seconds?: number;
  readonly train_seconds?: number | null;
  readonly score_seconds?: number | null;
  /** What will surprise whoever reads the figures. */
  readonly note?: string;
  /** Why there are no figures. */
  readonly error?: string;
}

export type Means = Readonly<Record<string, number>>;

/** Runs each split of each task by the way that callers go. A task that fails has its reason in its result. */
export async function* evaluate(
  ground: Ground,
  set: PeopleSet,
  tasks: readonly Task[],
  splits: number,
): AsyncGenerator<Result> {
  for (const task of tasks) {
    for (let number = 0; number < splits; number += 1) {
      const split = splitOf(set, task, number);
      const about = aboutOf(task, number, split);
      const tooFew = tooFewSeeds(task, about);
      if (tooFew !== null) {
        yield { ...about, error: tooFew };
        continue;
      }
      try {
        yield { ...about, ...(await figuresOf(ground, set, task, split)), ...noteOf(task, about) };
      } catch (failure) {
        if (!(failure instanceof Failure) || failure instanceof Interrupted) throw failure;
        if (failure instanceof Unreachable) throw failure;
        yield { ...about, error: sentenceOf(failure) };
      }
    }
  }
}

/** Said here, because a server speaks of the hundred that it asks for where nothing else was set. */
function tooFewSeeds(task: Task, { seeds }: Pick<Result, 'seeds'>): string | null {
  if (seeds >= seedsMin) return null;
  if (seeds === 0) return 'Nobody of these countries has the trait, so there is no seed.';
  const wanted = task.seeds === seeds ? 'n_seed is' : 'The seed has';
  return `${wanted} only ${seeds}; the smallest seed that can be evaluated has ${seedsMin} people.`;
}

/** With the details of a refusal, which say what is wrong. */
function sentenceOf(failure: Failure): string {
  const details = failure instanceof Refused ? Object.values(failure.answered?.details ?? {}) : [];
  return [failure.message, ...details.map(String)].join(' ');
}

function aboutOf({ name }: Task, split: number, { seeds, candidates, isPositive }: Split) {
  const positives = candidates.reduce((sum, row) => sum + (isPositive[row] ?? 0), 0);
  return { name, split, seeds: seeds.length, candidates: candidates.length, positives };
}

/**
 * A task with values asks two questions, and so makes two lookalikes: one of the people alone is judged by whom it finds,
 * one that is told their values by what these are worth. How each does in the other's question stands beside it.
 */
async function figuresOf(ground: Ground, set: PeopleSet, task: Task, split: Split) {
  const plain = await runTrial(ground, set, task, { ...split, values: null });
  const found = metricsOf(split, plain.scores);
  if (split.values === null) return { ...roundedMetrics(found), ...workOf([plain]) };
  const valued = await runTrial(ground, set, task, split);
  const worth = metricsOf(split, valued.scores);
  const { auc, lift1, lift5, lift10 } = found;
  const crossed = {
    auc_by_value: worth.auc,
    lift5_by_value: worth.lift5,
    vor5_by_likeness: found.vor5 ?? null,
    vor10_by_likeness: found.vor10 ?? null,
  };
  return {
    ...roundedMetrics({ ...worth, auc, lift1, lift5, lift10, ...crossed }),
    ...workOf([plain, valued]),
  };
}

/** What the lookalikes of a split took, all together. */
function workOf(trials: readonly Trial[]) {
  const unscored = Math.max(...trials.map((trial) => trial.unscored));
  const sumOf = (parts: readonly (number | null)[]) =>
    parts.includes(null) ? null : rounded(parts.reduce<number>((sum, each) => sum + (each ?? 0), 0));
  return {
    seconds: rounded(trials.reduce((sum, { seconds }) => sum + seconds, 0)),
    train_seconds: sumOf(trials.map(({ trainSeconds }) => trainSeconds)),
    score_seconds: sumOf(trials.map(({ scoreSeconds }) => scoreSeconds)),
    ...(unscored === 0 ? {} : { note: `${unscored} candidates got no score and stand last.` }),
  };
}

function roundedMetrics(metrics: Metrics): Metrics {
  const entries = Object.entries(metrics) as [string, number | null][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value === null ? null : rounded(value)]),
  ) as unknown as Metrics;
}

/** Fewer seeds than were asked for are all that there are: then nobody is left to be found. */
function noteOf(task: Task, { seeds, positives }: Pick<Result, 'seeds' | 'positives'>): { note?: string } {
  if (positives > 0) return {};
  return {
    note: `All ${seeds} positives are seeds (of ${task.seeds} wanted), so nobody is left to be found.`,
  };
}

const averaged = [...metricNames, 'seconds', 'train_seconds', 'score_seconds'];

/** Of every figure over the results that have it. */
export function meansOfResults(results: readonly Result[]): Means {
  return meansOf(results, averaged);
}
