import type { Command } from 'commander';
import {
  checkTasks,
  evaluate,
  meansOfResults,
  needsOf,
  openGround,
  type Result,
  readPeopleSet,
  readTasks,
  type Task,
} from '../../evaluation/index.ts';
import { WorkFailed, WrongUsage } from '../../failure.ts';
import { duration } from '../../render/index.ts';
import type { LocalSession } from '../../session.ts';
import { evaluationText } from './evaluation-text.ts';
import { interruptible } from './interruptible.ts';

interface Options {
  readonly people: string;
  readonly labels: string;
  readonly tasks: string;
  readonly splits: string;
  readonly task?: string;
}

export function addLookalikeEvaluate(parent: Command, open: () => LocalSession): void {
  parent
    .command('evaluate')
    .description('judge lookalikes by people held out, on a server of its own that is gone afterwards')
    .requiredOption('--people <file>', 'CSV: person_id, country, and a column for each feature')
    .requiredOption(
      '--labels <file>',
      'CSV: person_id, hidden traits (1 is yes) and values, and orders u0, u1, …',
    )
    .requiredOption('--tasks <file>', 'JSON: a list of {name, trait, n_seed, value, exclude, countries}')
    .option('--splits <number>', 'seeds by the orders u0, u1, … of the labels: so many for each task', '3')
    .option('--task <name>', 'only the task of this name')
    .addHelpText(
      'after',
      '\nNeeds no token. What the files hold and what the figures mean: docs/evaluating-lookalikes.md',
    )
    .action(async (options: Options) => {
      const session = open();
      const results = await interruptible((stopped) => resultsOf(options, session, stopped));
      const evaluation = { tasks: results, means: meansOfResults(results) };
      session.answer({ evaluation }, () => evaluationText(results, session.view));
      const failed = results.filter(({ error }) => error !== undefined);
      if (failed.length > 0) throw new WorkFailed(`${failed.length} of ${results.length} had no result.`);
    });
}

async function resultsOf(options: Options, session: LocalSession, stopped: AbortSignal): Promise<Result[]> {
  const splits = splitsOf(options.splits);
  const tasks = tasksOf(readTasks(options.tasks), options.task);
  const set = await readPeopleSet(options, needsOf(tasks, splits));
  checkTasks(set, tasks);
  const note = (sentence: string) => session.note(sentence);
  await using ground = await openGround({
    env: session.env,
    peoplePath: options.people,
    signal: stopped,
    note,
  });
  const results: Result[] = [];
  for await (const result of evaluate(ground, set, tasks, splits)) {
    results.push(result);
    note(lineOf(result, tasks.length * splits, results.length));
  }
  return results;
}

function splitsOf(text: string): number {
  const splits = Number(text);
  if (Number.isSafeInteger(splits) && splits > 0 && text.trim() !== '') return splits;
  throw new WrongUsage(`--splits is "${text}", but must be a whole number of 1 or more.`);
}

function tasksOf(tasks: readonly Task[], name: string | undefined): readonly Task[] {
  if (name === undefined) return tasks;
  const found = tasks.filter((task) => task.name === name);
  if (found.length > 0) return found;
  throw new WrongUsage(
    `There is no task "${name}". There are: ${tasks.map((task) => task.name).join(', ')}.`,
  );
}

function lineOf({ name, split, error, note, auc, seconds }: Result, all: number, done: number): string {
  const place = `${done}/${all} ${name} u${split}`;
  if (error !== undefined) return `${place}: ${error}`;
  const figures = `AUC ${auc ?? 'unknown'} in ${duration(seconds ?? 0)}`;
  return [`${place}: ${figures}`, note ?? ''].join(' ').trim();
}
