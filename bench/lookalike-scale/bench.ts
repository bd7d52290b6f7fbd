import { plainView, table } from '@kindred/cli';
import { grouped } from '../command-line/picture.ts';
import { type Bench, type BenchOptions, note, type Report, rounded } from '../kit/outcome.ts';
import { logLogSlope } from '../kit/statistics.ts';
import { measureSize, type SizeFigures } from './measure-size.ts';

/** People in the seed; fewer where there are hardly more people. */
const seedPeople = 5000;

export const bench: Bench = {
  question:
    'How long does a lookalike among ten million people take, and does it grow no faster than they do?',
  defaults: { rows: seedPeople, population: 10_000_000, runs: 1 },
  peers: ['bare_scan'],
  run,
};

async function run({ rows, population, patienceSeconds, without }: BenchOptions): Promise<Report> {
  const seeds = Math.min(rows, Math.floor(population / 40));
  const withBareScan = !without.has('bare_scan');
  const sizes: SizeFigures[] = [];
  for (const part of [0.25, 0.5, 1]) {
    const size = { people: Math.round(part * population), seeds, patienceSeconds };
    sizes.push(await measureSize({ ...size, withBareScan: withBareScan && part === 1 }));
  }
  const ours = sizes.at(-1);
  if (ours === undefined) throw new Error('no size was measured');
  const slopes = slopesOf(sizes);
  note(`slopes (1 is in step with the people): ${JSON.stringify(slopes)}`);
  const outcome = { ours, ...besides(ours), seeds, sizes, ...slopes };
  return { outcome, lines: sizesText(sizes) };
}

/** How the time grows with the people. Learning does not grow, so what does is told by itself, too. */
function slopesOf(sizes: readonly SizeFigures[]) {
  const slope = (key: 'seconds' | 'encode_seconds' | 'score_seconds') => {
    // Less than a millisecond cannot be told from nothing.
    const points = sizes.map((size) => [size.people, Math.max(0.001, size[key])] as const);
    return rounded(logLogSlope(points));
  };
  return {
    slope: slope('seconds'),
    slope_encode: slope('encode_seconds'),
    slope_score: slope('score_seconds'),
  };
}

/** Scoring beside reading the same columns of the same people. */
function besides({ people, score_at_rest_seconds: score, bare_scan_seconds: bare }: SizeFigures) {
  if (score === null || bare === null) return { peers: {}, ratios: {} };
  return {
    peers: { bare_scan: { rows_per_s: Math.round(people / bare), seconds: bare } },
    // In people a second, as in every bench: above 1 scoring is faster than reading.
    ratios: { bare_scan: rounded(bare / score) },
    score_by_bare_scan: rounded(score / bare),
  };
}

function sizesText(sizes: readonly SizeFigures[]): string {
  const rows = (
    [
      ['end to end, s', 'seconds'],
      ['  encode', 'encode_seconds'],
      ['  sample', 'sample_seconds'],
      ['  train', 'train_seconds'],
      ['  score', 'score_seconds'],
      ['  cut', 'cut_seconds'],
      ['second ratio, s', 'second_ratio_seconds'],
      ['second seed, s', 'second_seed_seconds'],
      ['score at rest, s', 'score_at_rest_seconds'],
      ['bare_scan, s', 'bare_scan_seconds'],
      ['peak memory, MiB', 'peak_rss_mib'],
    ] as const
  ).map(([name, key]) => [name, ...sizes.map((size) => size[key]?.toFixed(2) ?? '–')]);
  const heads = sizes.map(({ people }) => ({ title: grouped(people), align: 'right' as const }));
  return table([{ title: 'people' }, ...heads], rows, plainView);
}
