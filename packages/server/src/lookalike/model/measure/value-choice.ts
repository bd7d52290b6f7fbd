import { shareAbove, thresholdAt } from './metrics.ts';

/** What a value-based score is made of; all parts are on the scale of log-odds. */
export interface ValueMix {
  /** How much of the likeness weighs seeds by the root of their value. */
  readonly rooted: number;
  /** Times the expected log value. */
  readonly expected: number;
  /** Times the best single column, and which raw that is (-1 for none). */
  readonly single: number;
  readonly raw: number;
}

export interface ValueParts {
  readonly likeness: Float64Array;
  readonly rooted: Float64Array;
  readonly expected: Float64Array;
  /** Standardised columns that may say the value alone, by their place among the raws. */
  readonly singles: ReadonlyMap<number, Float64Array>;
}

export const unweighted: ValueMix = { rooted: 0, expected: 0, single: 0, raw: -1 };

const ratios = [0.01, 0.02, 0.05, 0.1, 0.2] as const;
const caution = 0.5;
const clearR2 = 0.03;

/** All rows' scores by a mix. */
export function mixedValue(parts: ValueParts, mix: ValueMix): Float64Array {
  const single = parts.singles.get(mix.raw);
  return parts.likeness.map(
    (likeness, row) =>
      (1 - mix.rooted) * likeness +
      mix.rooted * (parts.rooted[row] as number) +
      mix.expected * (parts.expected[row] as number) +
      mix.single * (single?.[row] ?? 0),
  );
}

/**
 * The mix that catches most value of seeds that were held out, in the best 1 to 20 % of the background. Few seeds
 * hold much of the value, so this judgement is noisy: another mix than the middle one, and the plain likeness too,
 * must be clearly better. Where value is hardly foretold (`r2`), seeds keep equal weights unless that is clearly worse.
 */
export function chooseMix(isSeed: Uint8Array, worths: Float64Array, parts: ValueParts, r2: number): ValueMix {
  const rows = Int32Array.from(isSeed, (_, row) => row);
  const seeds = rows.filter((row) => isSeed[row] === 1);
  const background = rows.filter((row) => isSeed[row] !== 1);
  const weights = Float64Array.from(seeds, (row) => worths[row] as number);
  const caught = (mix: ValueMix): number => {
    const scores = mixedValue(parts, mix);
    const sorted = Float64Array.from(background, (row) => scores[row] as number).sort();
    const own = Float64Array.from(seeds, (row) => scores[row] as number);
    return (
      ratios.reduce((sum, share) => sum + shareAbove(own, thresholdAt(sorted, share), weights), 0) /
      ratios.length
    );
  };
  const noise = caution / Math.sqrt(seeds.length);
  const rooted = r2 >= clearR2 ? 0.5 : 0;
  const judged = candidates(parts).map((mix) => {
    const distance = Math.abs(mix.rooted - rooted) + Math.abs(mix.expected - 1) + mix.single;
    return { mix, worth: caught(mix) - noise * distance };
  });
  return judged.reduce((best, each) => (each.worth > best.worth ? each : best)).mix;
}

function candidates(parts: ValueParts): ValueMix[] {
  const isTold = parts.expected.some((each) => each !== 0);
  const pairs = [0, 0.5, 1].flatMap((rooted) =>
    (isTold ? [0, 0.5, 1, 1.5, 2.5] : [0]).map((expected) => ({ rooted, expected })),
  );
  const singles = [
    { single: 0, raw: -1 },
    ...[...parts.singles.keys()].flatMap((raw) => [0.5, 1, 2].map((single) => ({ single, raw }))),
  ];
  return singles.flatMap((single) =>
    pairs
      .filter(({ rooted }) => single.single === 0 || rooted === 0.5)
      .map((pair) => ({ ...pair, ...single })),
  );
}
