import { barLines } from '../command-line/picture.ts';
import { type Bench, type BenchOptions, type Report, ratiosOf } from '../kit/outcome.ts';
import { makeScratch } from '../kit/scratch.ts';
import {
  makePopulation,
  makeUpload,
  type PeopleFilesPlan,
  sharePercentOf,
} from '../made-people/people-files.ts';
import { type MeasuredIngest, measureIngest, setUpStand } from '../server/index.ts';
import { type MeasuredPeer, measurePeer } from './measure-peer.ts';
import { peers } from './peers/index.ts';

export const bench: Bench = {
  question:
    'How many rows a second, from the first byte of the upload to the audience that shows its matched size?',
  defaults: { rows: 5_000_000, population: 10_000_000, runs: 3 },
  peers: Object.keys(peers),
  run,
};

async function run(options: BenchOptions): Promise<Report> {
  const { rows, population, runs, patienceSeconds } = options;
  using scratch = makeScratch();
  const plan = { directory: scratch.path, rows, population, sharePercent: sharePercentOf(rows, population) };
  const ours = await measureOurs(plan, options);
  const found: Record<string, MeasuredPeer> = {};
  for (const [name, peer] of Object.entries(peers)) {
    if (options.without.has(name)) continue;
    found[name] = await measurePeer(name, peer, { plan, runs, patienceSeconds, matchedWhole: ours.matched });
  }
  const outcome = { ours, peers: found, ratios: ratiosOf(ours, found), population, runs };
  return { outcome, lines: barLines(outcome) };
}

async function measureOurs(plan: PeopleFilesPlan, options: BenchOptions): Promise<MeasuredIngest> {
  const upload = await makeUpload(plan);
  await using stand = await setUpStand(plan.directory, await makePopulation(plan), plan.population);
  return await measureIngest(stand, upload, options);
}
