import { once } from 'node:events';
import { relative } from 'node:path';
import { type EventData, run } from 'node:test';
import { spec } from 'node:test/reporters';
import { makeScratch, withQuickStarts } from '../dev-env/index.ts';
import type { Pass } from './plan.ts';
import { startPostgres } from './postgres-server.ts';

export interface Totals {
  readonly tests: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

interface FileTime {
  readonly path: string;
  readonly seconds: number;
}

const slowestMax = 12;
const isLong = /^tests\/property\/|^tests\/command\/evaluate|^tests\/flow\/(kill|start)\.|\/fuzz\./;

/** Two keep two cores busy for three quarters of the time, because each also waits for its servers; so there is a third. */
const filesAtOnce = 3;
const fileMsMax = 5 * 60_000;

/** Runs the files of a pass and prints what Node's spec reporter prints. */
export async function runPass(pass: Pass, root: string): Promise<Totals> {
  console.log(`\n${pass.files.length} files on ${pass.name}\n`);
  if (pass.store === 'pglite') {
    using scratch = makeScratch();
    const work = () => runFiles(pass.files, root);
    return await withDatabase('', () => withQuickStarts(scratch.path, work));
  }
  const given = process.env['KINDRED_DATABASE_URL'] ?? '';
  if (given !== '') return withDatabase(given, () => runFiles(pass.files, root));
  await using postgres = await startPostgres();
  return await withDatabase(postgres.url, () => runFiles(pass.files, root));
}

/** The files run as processes of their own and find the address in their environment. */
async function withDatabase<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const before = process.env['KINDRED_DATABASE_URL'];
  process.env['KINDRED_DATABASE_URL'] = url;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['KINDRED_DATABASE_URL'];
    else process.env['KINDRED_DATABASE_URL'] = before;
  }
}

async function runFiles(files: readonly string[], root: string): Promise<Totals> {
  // The longest begin first: the last of all would run alone.
  const ordered = files.toSorted((a, b) => Number(isLong.test(b)) - Number(isLong.test(a)));
  const stream = run({ files: ordered, cwd: root, concurrency: filesAtOnce, timeout: fileMsMax });
  const took: FileTime[] = [];
  const summarised = new Promise<Totals>((resolve) => {
    stream.on('test:summary', (summary) => {
      // Each file has a summary too; the one without a file is that of the whole run.
      if (summary.file === undefined) resolve(totalsOf(summary));
      else took.push({ path: relative(root, summary.file), seconds: summary.duration_ms / 1000 });
    });
  });
  const reported = stream.compose(new spec());
  reported.pipe(process.stdout, { end: false });
  await once(reported, 'end');
  console.log(slowestLine(took));
  return await summarised;
}

/** Where the time of a pass goes: the first place to look when it grows. */
function slowestLine(took: readonly FileTime[]): string {
  const slowest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestMax);
  return `Slowest files: ${slowest.map(({ path, seconds }) => `${path} ${Math.round(seconds)} s`).join(', ')}.`;
}

function totalsOf(summary: EventData.TestSummary): Totals {
  const { tests, passed, skipped, todo } = summary.counts;
  const failed = tests - passed - skipped - todo;
  return {
    tests,
    passed,
    failed: summary.success ? failed : Math.max(1, failed),
    skipped,
    seconds: summary.duration_ms / 1000,
  };
}

export function sumOf(totals: readonly Totals[]): Totals {
  const sum = (pick: (each: Totals) => number) => totals.reduce((all, each) => all + pick(each), 0);
  return {
    tests: sum((each) => each.tests),
    passed: sum((each) => each.passed),
    failed: sum((each) => each.failed),
    skipped: sum((each) => each.skipped),
    seconds: sum((each) => each.seconds),
  };
}

/** One line over all passes. */
export function totalLine(totals: readonly Totals[]): string {
  const { tests, passed, failed, skipped, seconds } = sumOf(totals);
  const times = totals.length === 1 ? 'one pass' : `${totals.length} passes`;
  return (
    `Total of ${times}: ${tests} tests, ${passed} passed, ${failed} failed, ${skipped} skipped, ` +
    `${Math.round(seconds)} s.`
  );
}
