import type { Split } from '../../form.ts';
import { tokenSums } from '../../form.ts';
import { onGrid } from '../../tokens/grid.ts';
import { seedsLikeAll, tokenEvidence } from '../evidence.ts';
import type { Lesson, Sample } from '../sample.ts';

/** Something that trees can ask about: a small whole number for every row of the sample. */
export interface Binned {
  readonly bins: Uint8Array;
  readonly binCount: number;
  /** Whether single bins can be asked for too, beside thresholds. */
  readonly hasLevels: boolean;
  /** The split that asks whether the bin is above this one, or is this one. */
  readonly ask: (bin: number, isLevel: boolean) => Split;
}

const dimensionBins = 32;
const scoreBins = 48;
const evidenceFolds = 4;

/** Columns and dimensions, the same for every lesson. */
export function columnBins(sample: Sample): Binned[] {
  const { plan, rows, columns, dimensions } = sample;
  const width = plan.scalars.length;
  const ofColumns = columns.map((index): Binned => {
    const { offset, codes, kind } = plan.scalars[index] as (typeof plan.scalars)[number];
    return {
      bins: Uint8Array.from(
        { length: rows.count },
        (_, row) => (rows.codes[row * width + index] as number) - offset,
      ),
      binCount: codes,
      hasLevels: kind === 'category',
      ask: (bin, isLevel) => ({ on: isLevel ? 'level' : 'code', index, above: bin }),
    };
  });
  const ofDimensions = dimensions.map((index) => {
    const values = Float32Array.from(
      { length: rows.count },
      (_, row) => rows.embedding[row * plan.dimensionCount + index] as number,
    );
    return byQuantiles(values, dimensionBins, (above) => ({ on: 'embedding', index, above }));
  });
  return [...ofColumns, ...ofDimensions];
}

export interface TokenQuestions {
  /** Weights whose sums over a person's tokens are asked about. */
  readonly scores: readonly Float32Array[];
  readonly binned: readonly Binned[];
}

/**
 * How many tokens a person has, and how strongly they speak for a seed. A taught row is judged by evidence from the
 * other rows alone, so that trees don't trust a score that has seen the answer.
 */
export function tokenQuestions(sample: Sample, lesson: Lesson, foldOf: Uint32Array): TokenQuestions {
  const { plan, rows } = sample;
  if (plan.tokenCount === 0) return { scores: [], binned: [] };
  const counts = new Float32Array(plan.tokenCount).fill(1);
  const evidence = onGrid(tokenEvidence(sample, lesson, lesson.rows, seedsLikeAll));
  const sums = tokenSums(evidence, rows);
  for (let fold = 0; fold < evidenceFolds; fold++) {
    const others = lesson.rows.filter((row) => (foldOf[row] as number) % evidenceFolds !== fold);
    const unseen = tokenSums(tokenEvidence(sample, lesson, others, seedsLikeAll), rows);
    for (const row of lesson.rows)
      if ((foldOf[row] as number) % evidenceFolds === fold) sums[row] = unseen[row] as number;
  }
  const ask =
    (index: number) =>
    (above: number): Split => ({ on: 'tokenScore', index, above });
  return {
    scores: [counts, evidence],
    binned: [byQuantiles(tokenSums(counts, rows), scoreBins, ask(0)), byQuantiles(sums, scoreBins, ask(1))],
  };
}

function byQuantiles(values: Float32Array, most: number, ask: (above: number) => Split): Binned {
  const sorted = values.toSorted();
  const cuts = [
    ...new Set(
      Array.from(
        { length: most - 1 },
        (_, k) => sorted[Math.floor(((k + 1) / most) * sorted.length)] as number,
      ),
    ),
  ];
  const bins = Uint8Array.from(values, (value) => {
    let bin = 0;
    while (bin < cuts.length && value > (cuts[bin] as number)) bin++;
    return bin;
  });
  return { bins, binCount: cuts.length + 1, hasLevels: false, ask: (bin) => ask(cuts[bin] as number) };
}

/** Tokens that trees may ask for: those that tell most, and who has them. */
export interface AskedTokens {
  readonly tokens: readonly number[];
  /** Rows that have each token, ascending. */
  readonly holders: readonly Int32Array[];
}

const askedMax = 400;
const seedsMin = 3;

export function askedTokens(sample: Sample, lesson: Lesson): AskedTokens {
  const { plan, rows } = sample;
  if (plan.tokenCount === 0) return { tokens: [], holders: [] };
  const seeds = new Float64Array(plan.tokenCount);
  const others = new Float64Array(plan.tokenCount);
  let [seedTotal, otherTotal] = [0, 0];
  for (const row of lesson.rows) {
    const isSeed = sample.isSeed[row] === 1;
    const counts = isSeed ? seeds : others;
    if (isSeed) seedTotal += 1;
    else otherTotal += 1;
    const end = rows.tokenStarts[row + 1] as number;
    for (let at = rows.tokenStarts[row] as number; at < end; at++) {
      const token = rows.tokens[at] as number;
      counts[token] = (counts[token] as number) + 1;
    }
  }
  const surprise = (token: number) => {
    const expected = (((others[token] as number) + 1) / (otherTotal + 1)) * seedTotal;
    return Math.abs((seeds[token] as number) - expected) / Math.sqrt(expected + 1);
  };
  const tokens = Array.from({ length: plan.tokenCount }, (_, token) => token)
    .filter(
      (token) =>
        (seeds[token] as number) + ((others[token] as number) / (otherTotal + 1)) * seedTotal >= seedsMin,
    )
    .map((token) => ({ token, told: surprise(token) }))
    .sort((a, b) => b.told - a.told || a.token - b.token)
    .slice(0, askedMax)
    .map(({ token }) => token);
  return { tokens, holders: holdersOf(sample, tokens) };
}

function holdersOf({ plan, rows }: Sample, tokens: readonly number[]): Int32Array[] {
  const place = new Int32Array(plan.tokenCount).fill(-1);
  for (const [index, token] of tokens.entries()) place[token] = index;
  const holders: number[][] = tokens.map(() => []);
  for (let row = 0; row < rows.count; row++) {
    const end = rows.tokenStarts[row + 1] as number;
    for (let at = rows.tokenStarts[row] as number; at < end; at++) {
      holders[place[rows.tokens[at] as number] as number]?.push(row);
    }
  }
  return holders.map((each) => Int32Array.from(each));
}
