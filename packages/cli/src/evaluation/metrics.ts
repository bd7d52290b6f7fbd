import type { Split } from './held-out/split.ts';

/**
 * How well a ranking of the candidates finds the positives among them; null for what cannot be told, because there are
 * none, or nobody else. AUC: the chance that a positive stands above another, ties half. Lift: the share of positives in
 * the best 1, 5 and 10 % divided by their share among all.
 */
export interface Metrics {
  readonly auc: number | null;
  readonly lift1: number | null;
  readonly lift5: number | null;
  readonly lift10: number | null;
  /** The value in the best 1, 5 and 10 %, divided by what the best possible ranking has there. Only with values. */
  readonly vor1?: number | null;
  readonly vor5?: number | null;
  readonly vor10?: number | null;
  /** The same, divided by the value of all candidates. */
  readonly value_share1?: number | null;
  readonly value_share5?: number | null;
  readonly value_share10?: number | null;
  /** Of the lookalike that was told values, where the others are of the one that was not; and the other way round. */
  readonly auc_by_value?: number | null;
  readonly lift5_by_value?: number | null;
  readonly vor5_by_likeness?: number | null;
  readonly vor10_by_likeness?: number | null;
}

export const metricNames = [
  'auc',
  'lift1',
  'lift5',
  'lift10',
  'vor1',
  'vor5',
  'vor10',
  'value_share1',
  'value_share5',
  'value_share10',
  'auc_by_value',
  'lift5_by_value',
  'vor5_by_likeness',
  'vor10_by_likeness',
] as const;

/** `scores[k]` is that of `split.candidates[k]`; who has none (NaN) stands last. */
export function metricsOf(split: Split, scores: ArrayLike<number>): Metrics {
  const { candidates, isPositive, values } = split;
  const scored = Float64Array.from(scores, (score) =>
    Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score,
  );
  const order = rankingOf(scored);
  const isHit = Uint8Array.from(order, (k) => isPositive[candidates[k] ?? 0] ?? 0);
  const hits = sum(isHit);
  const lift = (share: number) => {
    const count = countOf(share, order.length);
    return defined(sum(isHit.subarray(0, count)) / count / (hits / order.length));
  };
  return {
    auc: aucOf(scored, order, isHit),
    lift1: lift(0.01),
    lift5: lift(0.05),
    lift10: lift(0.1),
    ...(values === null
      ? {}
      : valueMetrics(Float64Array.from(order, (k) => worth(values[candidates[k] ?? 0])))),
  };
}

/** `ranked`: what people are worth, the best ranked first. */
function valueMetrics(ranked: Float64Array): Partial<Metrics> {
  const best = ranked.toSorted().reverse();
  const total = sum(ranked);
  const top = (values: Float64Array, share: number) => sum(values.subarray(0, countOf(share, ranked.length)));
  const vor = (share: number) => defined(top(ranked, share) / top(best, share));
  const ofAll = (share: number) => defined(top(ranked, share) / total);
  return {
    vor1: vor(0.01),
    vor5: vor(0.05),
    vor10: vor(0.1),
    value_share1: ofAll(0.01),
    value_share5: ofAll(0.05),
    value_share10: ofAll(0.1),
  };
}

/** People of the best share; at least one. */
function countOf(share: number, people: number): number {
  return Math.max(1, Math.round(share * people));
}

/** Nobody is worth less than nothing, as in an upload. */
function worth(value: number | undefined): number {
  return value === undefined || !(value > 0) ? 0 : value;
}

/** Indexes by descending score. Equal scores are ordered by a hash, because the order of a file may tell something. */
function rankingOf(scores: Float64Array): Uint32Array {
  return Uint32Array.from(scores, (_, k) => k).sort((a, b) => {
    const [left, right] = [scores[a] ?? 0, scores[b] ?? 0];
    return left === right ? mixed(a) - mixed(b) : right > left ? 1 : -1;
  });
}

function mixed(k: number): number {
  let hash = Math.imul(k + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function aucOf(scores: Float64Array, order: Uint32Array, isHit: Uint8Array): number | null {
  let [hits, misses, wins] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from] ?? 0];
    let to = from;
    let tiedHits = 0;
    while (to < order.length && scores[order[to] ?? 0] === score) {
      tiedHits += isHit[to] ?? 0;
      to += 1;
    }
    const tiedMisses = to - from - tiedHits;
    wins += tiedMisses * (hits + tiedHits / 2);
    hits += tiedHits;
    misses += tiedMisses;
    from = to;
  }
  return defined(wins / (hits * misses));
}

/** The chance that one of the first side scores above one of the second; NaN when a side is empty. */
export function aucOfSides(high: readonly number[], low: readonly number[]): number {
  const scores = Float64Array.from([...high, ...low]);
  const order = rankingOf(scores);
  return (
    aucOf(
      scores,
      order,
      Uint8Array.from(order, (k) => Number(k < high.length)),
    ) ?? Number.NaN
  );
}

/** Means of each figure over those that have it, to four digits. */
export function meansOf(all: readonly object[], names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = all
        .map((each) => (each as Readonly<Record<string, unknown>>)[name])
        .filter((value) => typeof value === 'number');
      return found.length === 0 ? [] : [[name, rounded(sum(found) / found.length)]];
    }),
  );
}

export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k] ?? 0;
  return total;
}
