import { type MeasuredPeer, measurePeer, peers } from '../ingest/index.ts';
import { type Bench, type BenchOptions, note, type Report, ratiosOf } from '../kit/outcome.ts';
import { makeScratch } from '../kit/scratch.ts';
import {
  makePopulation,
  makeUpload,
  type PeopleFilesPlan,
  sharePercentOf,
} from '../made-people/people-files.ts';
import { type MeasuredIngest, measureIngest, setUpStand } from '../server/index.ts';
import { rssRatioOf, slopeOf } from './growth.ts';
import { sizeLines } from './size-lines.ts';

/** Rows of each file; `--rows` shortens the list to what is below it, and itself. */
const standardSizes = [100_000, 1_000_000, 10_000_000, 30_000_000] as const;

/** A larger file is sent once: it takes long enough to be told from chance. */
const repeatedRowsMax = 10_000_000;

export const bench: Bench = {
  question: 'Does the time grow no faster than the file, and does the memory stay flat?',
  defaults: { rows: standardSizes[3], population: 10_000_000, runs: 3 },
  peers: ['bare_engine'],
  run,
};

async function run(options: BenchOptions): Promise<Report> {
  using scratch = makeScratch();
  const plans = plansOf(options, scratch.path);
  const sizes = await measureOurs(plans, options);
  const ours = sizes.at(-1);
  if (ours === undefined) throw new Error('no size was measured');
  const bare = options.without.has('bare_engine') ? [] : await measureBare(plans, sizes, options);
  const largest = bare.at(-1);
  const found: Record<string, MeasuredPeer> = largest === undefined ? {} : { bare_engine: largest };
  const outcome = {
    ours,
    peers: found,
    ratios: ratiosOf(ours, found),
    population: options.population,
    sizes: sizes.map((size, index) => ({ ...size, bare_engine: bare[index] ?? null })),
    slope: slopeOf(sizes),
    rss_ratio: rssRatioOf(sizes),
  };
  note(`slope from a million rows on: ${outcome.slope ?? 'unknown'} (1 is in step with the rows)`);
  note(`peak memory of the largest file, divided by the one before: ${outcome.rss_ratio ?? 'unknown'}`);
  return { outcome, lines: sizeLines(sizes, bare) };
}

/** One share of known people for all sizes, so that they differ in nothing but their rows. */
function plansOf({ rows, population }: BenchOptions, directory: string): PeopleFilesPlan[] {
  const sharePercent = sharePercentOf(rows, population);
  const sizes = [...standardSizes.filter((size) => size < rows), rows];
  return sizes.map((size) => ({ directory, rows: size, population, sharePercent }));
}

function repetition(plan: PeopleFilesPlan, { runs, patienceSeconds }: BenchOptions) {
  return { runs: plan.rows > repeatedRowsMax ? 1 : runs, patienceSeconds };
}

async function measureOurs(
  plans: readonly PeopleFilesPlan[],
  options: BenchOptions,
): Promise<MeasuredIngest[]> {
  const [first] = plans;
  if (first === undefined) return [];
  await using stand = await setUpStand(first.directory, await makePopulation(first), first.population);
  const sizes: MeasuredIngest[] = [];
  for (const plan of plans) {
    const upload = await makeUpload(plan);
    sizes.push(await measureIngest(stand, upload, repetition(plan, options)));
  }
  return sizes;
}

async function measureBare(
  plans: readonly PeopleFilesPlan[],
  sizes: readonly MeasuredIngest[],
  options: BenchOptions,
): Promise<MeasuredPeer[]> {
  const measured: MeasuredPeer[] = [];
  for (const [index, plan] of plans.entries()) {
    const matchedWhole = sizes[index]?.matched ?? Number.NaN;
    const setting = { plan, ...repetition(plan, options), matchedWhole };
    measured.push(await measurePeer('bare_engine', peers.bare_engine, setting));
  }
  return measured;
}
