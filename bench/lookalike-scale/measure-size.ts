import { atRest } from '../kit/equal-ground.ts';
import { note, rounded } from '../kit/outcome.ts';
import { makeScratch } from '../kit/scratch.ts';
import { Api, ProcessGauge, startServer } from '../server/index.ts';
import { measureBareScan } from './bare-scan.ts';
import { type Built, buildLookalike, uploadSeed } from './build.ts';
import { makePopulation } from './population.ts';

/** What a lookalike among so many people takes. */
export interface SizeFigures {
  readonly people: number;
  /** The first lookalike, from the request to an audience that can be used; everything below is a part of it. */
  readonly seconds: number;
  readonly rows_per_s: number;
  readonly encode_seconds: number;
  readonly sample_seconds: number;
  readonly train_seconds: number;
  readonly score_seconds: number;
  readonly cut_seconds: number;
  /** Another ratio of the same seed. */
  readonly second_ratio_seconds: number;
  /** Another seed: nothing has to be encoded any more. */
  readonly second_seed_seconds: number;
  /** Scoring by another model of the first seed, when the machine has come to rest, as the bare scan finds it. */
  readonly score_at_rest_seconds: number | null;
  readonly peak_rss_mib: number;
  readonly bare_scan_seconds: number | null;
}

export interface SizeOptions {
  readonly people: number;
  readonly seeds: number;
  readonly patienceSeconds: number;
  readonly withBareScan: boolean;
}

/** What the other model of the first seed does not learn from: one of 24 numbers, which changes hardly anything. */
const leftOut = 'num_23';

/** One server with so many people: its first lookalike, another ratio of it, another seed, the first once more; then the bare scan. */
export async function measureSize(options: SizeOptions): Promise<SizeFigures> {
  const { people, seeds } = options;
  using scratch = makeScratch();
  note(`making ${people} people`);
  const seedPaths = await makePopulation(scratch.path, people, seeds);
  const found = await measureServer(scratch.path, seedPaths, options);
  note(`${people} people: ${JSON.stringify(found)}`);
  const bare = options.withBareScan ? await measureBareScan(scratch.path) : null;
  if (bare !== null && bare.people !== people)
    throw new Error(`${bare.people} of ${people} people were encoded`);
  return { ...found, bare_scan_seconds: bare === null ? null : rounded(bare.seconds) };
}

async function measureServer(
  directory: string,
  [firstPath, secondPath]: readonly [string, string],
  { people, seeds, patienceSeconds, withBareScan }: SizeOptions,
): Promise<Omit<SizeFigures, 'bare_scan_seconds'>> {
  await using server = await startServer(directory);
  const api = new Api(server);
  const gauge = new ProcessGauge(server.pid);
  try {
    const made = (await api.postJson('/fb_ad_accounts', { name: 'Bench' })) as {
      fb_ad_account: { id: number };
    };
    const accountId = made.fb_ad_account.id;
    const firstSeed = await uploadSeed(api, accountId, firstPath, seeds);
    const secondSeed = await uploadSeed(api, accountId, secondPath, seeds);
    await atRest(patienceSeconds);
    gauge.resetPeak();
    const wanted = { accountId, origin: firstSeed, ratio: 0.05 };
    const first = await buildLookalike(api, wanted);
    const secondRatio = await buildLookalike(api, { ...wanted, ratio: 0.01 });
    const other = await buildLookalike(api, { ...wanted, origin: secondSeed });
    if (withBareScan) await atRest(patienceSeconds);
    const again = withBareScan ? await buildLookalike(api, { ...wanted, without: leftOut }) : null;
    return {
      ...figuresOf(people, first, secondRatio, other),
      score_at_rest_seconds: again === null ? null : rounded(again.parts.score),
      peak_rss_mib: gauge.peakMebibytes(),
    };
  } finally {
    api.close();
  }
}

/** Nobody tells how long encoding took; but it is all that the first seed had to wait for and the other had not. */
function figuresOf(people: number, first: Built, secondRatio: Built, other: Built) {
  const cut = Math.min(first.rest, other.rest);
  return {
    people,
    seconds: rounded(first.seconds),
    rows_per_s: Math.round(people / first.seconds),
    encode_seconds: rounded(first.rest - cut),
    sample_seconds: rounded(first.parts.sample),
    train_seconds: rounded(first.parts.train),
    score_seconds: rounded(first.parts.score),
    cut_seconds: rounded(cut),
    second_ratio_seconds: rounded(secondRatio.seconds),
    second_seed_seconds: rounded(other.seconds),
  };
}
