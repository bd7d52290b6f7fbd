import {
  type Learned,
  type LearnedSums,
  type LearnedTrees,
  learnSums,
  learnTrees,
  type Settings,
} from './members/learn.ts';
import { lessonOf, type Sample } from './members/sample.ts';
import type { Binned } from './members/trees/questions.ts';

/** What everything that is learned for a model is learned from. */
export interface School {
  readonly sample: Sample;
  readonly columns: readonly Binned[];
  readonly folds: number;
  readonly foldOf: Uint8Array;
  readonly hashes: Uint32Array;
}

/** Who teaches, and how far the members go. */
export interface Course {
  /** Whose background is held out; null where everybody teaches. */
  readonly fold: number | null;
  /** Whether the seeds of that fold are held out, too. */
  readonly holdSeedsOut: boolean;
  readonly seedWeights: Float64Array | null;
  readonly settings: Settings;
}

/** A piece of a course that needs nothing of any other piece. Plain data, so that it can go to another thread. */
export interface Task {
  readonly part: 'sums' | 'trees';
  readonly course: Course;
}

export type Outcome = LearnedSums | LearnedTrees;

/** Does tasks, in any order and with as many hands as there are. Outcomes stand in the order of the tasks. */
export type Crew = (tasks: readonly Task[]) => readonly Outcome[];

/** Everything one after another. */
export const alone =
  (school: School): Crew =>
  (tasks) =>
    tasks.map((task) => doTask(school, task));

/** The same school and task give the same outcome. */
export function doTask({ sample, columns, foldOf, hashes }: School, { part, course }: Task): Outcome {
  const { fold, holdSeedsOut, seedWeights, settings } = course;
  const taught = Int32Array.from(foldOf, (_, row) => row).filter(
    (row) => foldOf[row] !== fold || (!holdSeedsOut && sample.isSeed[row] === 1),
  );
  const lesson = lessonOf(sample, taught, seedWeights);
  return part === 'sums'
    ? learnSums(sample, lesson, settings)
    : learnTrees(sample, lesson, columns, hashes, settings);
}

/** What the members learn of each course. Trees first, which take longest, so that no hand waits long for another. */
export function learnAll(crew: Crew, courses: readonly Course[]): Learned[] {
  const tasks = (['trees', 'sums'] as const).flatMap((part) => courses.map((course) => ({ part, course })));
  const outcomes = crew(tasks);
  return courses.map((_, index) => {
    const trees = outcomes[index] as LearnedTrees;
    const sums = outcomes[courses.length + index] as LearnedSums;
    return { ...sums, ...trees, margins: { ...sums.margins, ...trees.margins } };
  });
}
